/** The user's side of one exchange, HTTP/1.1 or HTTP/2. Header arrays are flat: name, value, name, value. */
export interface UserSide {
  /** Informational answer before the real one. */
  inform(status: number, headers: string[]): void;
  /** @param body whether a body may follow; @param trailers whether trailers may. */
  head(status: number, reason: string, headers: string[], body: boolean, trailers: boolean): void;
  /** @returns false where nothing more should come before `onUserDrain`. */
  write(chunk: Buffer): boolean;
  /** The last call: these bytes, and the answer is complete. */
  endWith(chunk: Buffer): void;
  /** The last call: the answer is complete. */
  end(trailers: readonly string[]): void;
  /** The last call: the answer cannot be completed, and the user must see that. */
  abort(): void;
  pauseBody(): void;
  resumeBody(): void;
  /** HTTP/1.1: from here on bytes go both ways as they are. */
  upgrade(reason: string, headers: string[]): void;
  /** After `upgrade`: no more bytes from the backend. */
  endRaw(): void;
}

/** A user's request as far as it has come: all but its body. */
export interface UserRequest {
  readonly method: string;
  /** Host as the user named it: lower case, without a port. */
  readonly host: string;
  /** Host and port as the user named them. */
  readonly authority: string;
  /** Path and query. */
  readonly target: string;
  readonly rawHeaders: string[];
  readonly httpVersion: '1.0' | '1.1' | '2.0';
  readonly remoteAddress: string;
  /** How the body is framed; a number is its length in bytes. */
  readonly body: 'none' | 'chunked' | number;
  readonly upgrade: boolean;
  readonly accept: string | undefined;
}
