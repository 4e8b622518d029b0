import { dim, line } from './terminal.mjs';

/** The clock of the host: moved forward in a rehearsal, the real one otherwise. All times are those of Asia/Shanghai. */
export class Clock {
  constructor(client, rehearsal) {
    this.client = client;
    this.rehearsal = rehearsal;
  }

  static async of(client) {
    const { status } = await client.call('operator', 'GET', 'rehearsal/clock', { expect: [200, 403, 404] });
    return new Clock(client, status === 200);
  }

  async now() {
    if (!this.rehearsal) return new Date();
    return new Date((await this.client.call('operator', 'GET', 'rehearsal/clock')).body.now);
  }

  async today() {
    return Clock.day(await this.now());
  }

  static day(moment) {
    return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  }

  /** Moves to half past eight on that day, unless it is later already. */
  async moveTo(day) {
    const moment = new Date(`${day}T08:30:00+08:00`);
    if (!this.rehearsal || moment <= await this.now()) return;
    await this.client.call('operator', 'POST', 'rehearsal/clock', { json: { now: `${day}T08:30:00+08:00` } });
    line(dim(`（演练时钟拨到 ${day} 08:30）`));
  }
}
