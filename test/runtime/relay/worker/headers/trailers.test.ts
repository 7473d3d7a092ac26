import { compileRoute } from '../../../../../runtime/relay/worker/headers/compile-route';
import { requestTrailers, responseTrailers } from '../../../../../runtime/relay/worker/headers/trailers';
import { makeRoute } from './route';

const route = compileRoute(makeRoute());

test('a user says in trailers nothing that may not come from outside, and nothing that only a head may say', () => {
  expect(
    requestTrailers(route, [
      ...['X-Sum', '1', 'X-App-Proxy-User', 'root', 'x_forwarded_for', '1', 'Content-Length', '5'],
      ...['Transfer-Encoding', 'chunked', 'Host', 'x', 'Cookie', 'a=1', 'Connection', 'X-Sum', 'B', 'x\r\ny'],
    ]),
  ).toEqual(['X-Sum', '1', 'B', 'x  y']);
});

test('nor does a backend', () => {
  const raw = [
    'Grpc-Status',
    '0',
    'Set-Cookie',
    'a=1',
    'Connection',
    'x',
    ':status',
    '200',
    'Content-Length',
    '5',
  ];
  expect(responseTrailers(route, raw, false)).toEqual(['Grpc-Status', '0']);
  expect(responseTrailers(route, raw, true)).toEqual(['grpc-status', '0']);
});

test('no trailers are no trailers', () => {
  expect(requestTrailers(route, [])).toEqual([]);
  expect(responseTrailers(route, [], true)).toEqual([]);
});
