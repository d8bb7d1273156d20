pub mod half;
