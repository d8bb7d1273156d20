SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  // No word of this server goes to a validator elsewhere.
  validatorUrl: null,
});
