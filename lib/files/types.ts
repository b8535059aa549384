/** A file as it is shown beside what it hangs on. */
export interface Attachment {
  id: string;
  name: string;
  mediaType: string;
  /** Bytes. */
  size: number;
}
