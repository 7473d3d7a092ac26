import type { EventName } from '../../../runtime/log/events';
import type { Fields, Log } from '../../../runtime/log/log';

/** Keeps what is logged. */
export class TestLog implements Log {
  readonly lines: { readonly name: EventName; readonly fields: Fields }[] = [];

  event(name: EventName, fields: Fields = {}): void {
    this.lines.push({ name, fields });
  }

  with(): Log {
    return this;
  }

  /** All that was logged, as text. */
  get text(): string {
    return JSON.stringify(this.lines);
  }

  last(): { readonly name: EventName; readonly fields: Fields } | undefined {
    return this.lines.at(-1);
  }
}
