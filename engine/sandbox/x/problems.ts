/** An answer that says no, in the shapes of X. Thrown by whoever finds the reason. */
export class XProblem extends Error {
  override readonly name = 'XProblem';
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(typeof body['detail'] === 'string' ? body['detail'] : String(status));
    this.status = status;
    this.body = body;
  }
}

const TYPES = 'https://api.x.com/2/problems/';

/** 400: something in the request itself is wrong. */
export const invalidRequest = (detail: string, parameter?: string, value?: string): XProblem =>
  new XProblem(400, {
    title: 'Invalid Request',
    detail,
    type: `${TYPES}invalid-request`,
    status: 400,
    ...(parameter === undefined ? {} : { parameter }),
    ...(value === undefined ? {} : { value }),
  });

/** 401: the key or its signature is not right; X does not say which. */
export const unauthorized = (): XProblem =>
  new XProblem(401, {
    title: 'Unauthorized',
    detail: 'Unauthorized',
    type: `${TYPES}not-authorized-for-resource`,
    status: 401,
    resource_type: 'app',
  });

/** 403: the kind of key does not open this door. */
export const unsupportedAuthentication = (): XProblem =>
  new XProblem(403, {
    title: 'Unsupported Authentication',
    detail: 'Authenticating with this kind of key is not allowed for this endpoint.',
    type: `${TYPES}not-authorized-for-resource`,
    status: 403,
    resource_type: 'app',
  });

/** 403: understood, and not allowed. */
export const forbidden = (detail: string): XProblem =>
  new XProblem(403, {
    title: 'Forbidden',
    detail,
    type: `${TYPES}disallowed-resource`,
    status: 403,
  });

/** 404: there is no such thing, or no longer. */
export const notFound = (resourceType: string, id: string): XProblem =>
  new XProblem(404, {
    title: 'Not Found Error',
    detail: `Could not find ${resourceType} with id: [${id}].`,
    type: `${TYPES}resource-not-found`,
    status: 404,
    resource_type: resourceType,
    resource_id: id,
    parameter: 'id',
    value: id,
  });

/** 429: a limit is used up; the headers say which and till when. */
export const tooManyRequests = (detail = 'Too Many Requests'): XProblem =>
  new XProblem(429, {
    title: 'Too Many Requests',
    detail,
    type: `${TYPES}disallowed-resource`,
    status: 429,
  });

/** Any other status, for faults made on purpose. */
export const internalError = (status: number): XProblem =>
  new XProblem(status, {
    title: status === 503 ? 'Service Unavailable' : 'Internal Error',
    detail: 'Something went wrong.',
    type: `${TYPES}internal-error`,
    status,
  });
