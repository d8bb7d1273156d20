class HttpError extends Error {
  constructor(status, options) {
    super(`status ${status}`, options);
    this.name = 'HttpError';
    this.status = status;
  }
}

function get(path) {
  throw new HttpError(404, { cause: new TypeError(`no ${path}`) });
}

get('/x');
