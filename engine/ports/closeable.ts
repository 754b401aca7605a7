/** Something that runs until it is closed. Closing twice is safe. */
export interface Closeable {
  close(): Promise<void>;
}
