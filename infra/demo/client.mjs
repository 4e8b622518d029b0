// The HTTP API as the demo calls it: each call says who makes it and which status it expects; anything else ends the demo
// with the problem details as the service gave them.
import { readFileSync } from 'node:fs';

export class Unexpected extends Error {}

export class Client {
  #url;
  #keys;

  constructor(url, keysFile) {
    this.#url = url.replace(/\/+$/, '');
    this.#keys = JSON.parse(readFileSync(keysFile, 'utf8'));
  }

  /** @param who a role or a department's code; null for a call that needs no key */
  async call(who, method, path, { json, form, expect = [200] } = {}) {
    const headers = { accept: 'application/json' };
    if (who) headers['x-api-key'] = this.#keyOf(who);
    if (json !== undefined) headers['content-type'] = 'application/json';
    let response;
    try {
      response = await fetch(`${this.#url}/api/${path}`, {
        method, headers, body: form ?? (json === undefined ? undefined : JSON.stringify(json)), signal: AbortSignal.timeout(60_000),
      });
    } catch (error) {
      throw new Unexpected(`${method} ${path}\n服务没有回答：${error.cause?.message ?? error.message}`);
    }
    const text = await response.text();
    let body = null;
    try { body = text ? JSON.parse(text) : null; } catch { body = text; }
    if (!expect.includes(response.status)) {
      throw new Unexpected(`${method} ${path}（${who ?? '不用密钥'}）应当回答 ${expect.join(' 或 ')}，却回答 ${response.status}\n${
        typeof body === 'string' ? body : JSON.stringify(body, null, 2)}`);
    }
    return { status: response.status, body };
  }

  #keyOf(who) {
    const key = this.#keys.find((k) => k.department === who) ?? this.#keys.find((k) => k.role === who && !k.department);
    if (!key) throw new Unexpected(`密钥文件里没有 ${who} 的密钥`);
    return key.key;
  }
}

/** Asks again and again until the answer is as wanted; ends the demo when it is not after ten seconds. */
export async function until(what, ask, isRight) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > deadline) throw new Unexpected(`10 秒内没有等到：${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
