import type postgres from "postgres";
import { openPool, type PoolSource } from "./open-pool";

/** How long what was under way when a connection was lost may take to end; what then still waits is refused. */
const graceSeconds = 5;

/**
 * The engine's connections, all new once one of them was lost. The driver may leave a connection that broke while it was about
 * to write unable to write ever again, and whoever waits for its answer waits for good (porsager/postgres#1215).
 */
export class EnginePool {
  #sql: postgres.Sql;
  #ended = false;

  constructor(
    private readonly source: PoolSource,
    private readonly engineId: string,
    private readonly onRenewed: () => void,
  ) {
    this.#sql = this.#open();
  }

  /** To be asked for at each use: the pool of a moment ago takes in nothing any more. */
  get sql(): postgres.Sql {
    return this.#sql;
  }

  async end(timeoutSeconds: number): Promise<void> {
    this.#ended = true;
    await this.#sql.end({ timeout: timeoutSeconds });
  }

  #open(): postgres.Sql {
    const sql = openPool(this.source, this.engineId, () => {
      if (this.#ended || this.#sql !== sql) return;
      this.#sql = this.#open();
      void sql.end({ timeout: graceSeconds });
      this.onRenewed();
    });
    return sql;
  }
}
