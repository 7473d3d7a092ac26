/** Node's own parser (llhttp), as `node:http` uses it. Source: https://github.com/nodejs/node/blob/v26.x/lib/_http_common.js */
declare module '_http_common' {
  export class HTTPParser {
    static readonly REQUEST: number;
    static readonly RESPONSE: number;
    static readonly kOnHeaders: number;
    static readonly kOnHeadersComplete: number;
    static readonly kOnBody: number;
    static readonly kOnMessageComplete: number;
    initialize(type: number, resource: object, maxHeaderSize: number, lenientFlags: number): void;
    /** @returns the bytes taken, or what is wrong. */
    execute(chunk: Buffer): number | Error;
    finish(): undefined | Error;
    remove(): void;
    free(): void;
    [callback: number]: unknown;
  }
}
