/** The live video on X that carries an auction. */
export interface Broadcasts {
  /** Schedules and publishes the broadcast fed by `sourceId`; finds it again after a restart. */
  open(broadcast: {
    readonly title: string;
    readonly description: string;
    readonly startsAtMs: number;
    readonly endsAtMs: number;
  }): Promise<{ readonly id: string }>;
  /** Viewers at the moment. @throws SothebaisError `X_FAILED` */
  watching(id: string): Promise<number>;
}
