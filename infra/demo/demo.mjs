// Plays one invented family's case over the HTTP API, from the form to the last decision, and shows each step.
// Usage: node demo.mjs --url URL --keys API-KEYS-FILE     Exit 0 when the whole case went as it should, 1 otherwise.
// On a host with a rehearsal clock the days pass by its clock; without one everything happens today.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Client, Unexpected, until } from './client.mjs';
import { Clock } from './clock.mjs';
import { decisions } from './decisions.mjs';
import { pdf, png } from './scans.mjs';
import { bold, dim, heading, light, line, table } from './terminal.mjs';

const { values: options } = parseArgs({ options: { url: { type: 'string' }, keys: { type: 'string' } } });

class Demo {
  #events = 0;

  constructor(client, clock, names) {
    Object.assign(this, { client, clock, names });
  }

  async progress() {
    return (await this.client.call('platform', 'GET', `applications/${this.caseId}`)).body;
  }

  async upload(material, fileName, bytes, expect = [202]) {
    const form = new FormData();
    form.set('material', material);
    form.set('file', new Blob([bytes], { type: 'application/octet-stream' }), fileName);
    return (await this.client.call('platform', 'POST', `applications/${this.caseId}/materials`, { form, expect })).body;
  }

  async say(item, event) {
    this.#events += 1;
    const { department } = this.names.items.get(item);
    const json = {
      eventId: `${this.caseId}-${this.#events}`, occurredAt: (await this.clock.now()).toISOString(), operator: '示例经办', ...event,
    };
    return (await this.client.call(department, 'POST', `departments/${department}/tasks/${this.caseId}/${item}/events`, { json })).body;
  }

  decide(item) {
    return this.say(item, { type: 'decided', decision: this.decisions[item] });
  }

  async tasksOf(department, query = '') {
    const tasks = [];
    let continuation = '';
    do {
      const path = `departments/${department}/tasks?pageSize=100${query}${continuation && `&continuation=${encodeURIComponent(continuation)}`}`;
      const { body } = await this.client.call(department, 'GET', path);
      tasks.push(...body.tasks.filter((task) => task.caseId === this.caseId));
      continuation = body.continuation ?? '';
    } while (continuation);
    return tasks;
  }

  itemName(code) { return this.names.items.get(code)?.name ?? code; }

  departmentName(code) { return this.names.departments.get(code) ?? code; }
}

async function checklist(demo, application) {
  heading('先看清单：勾选的事项要带什么材料，多久办完');
  const { applicant } = application;
  const query = `items=${application.items.join(',')}&residenceDiffers=${applicant.householdDivision !== applicant.residenceDivision}`;
  const { body } = await demo.client.call(null, 'GET', `guide/checklist?${query}`);
  for (const season of body.closedSeasons ?? []) {
    line(`${demo.itemName(season.item)}现在不在申请时间内（${season.text}），这次不勾选`);
    application.items = application.items.filter((item) => item !== season.item);
    if (season.item === 'student-loan') delete application.studentLoan;
  }
  table(['材料', '用于'], body.materials.map((m) => [m.name, m.electronicForm ? '随申请表在线填写' : `${m.items.length} 个事项`]));
  line();
  table(['事项', '部门', '办理时限'], body.limits.map((l) => [
    l.name, demo.departmentName(demo.names.items.get(l.item).department), l.text]));
}

async function submit(demo, application) {
  heading('一张表提交：张示例一家五口，一次勾选全部事项');
  const today = await demo.clock.today();
  application.externalReference = `YANSHI-${Date.now()}`;
  application.authorization.signedOn = today;
  const { body } = await demo.client.call('platform', 'POST', 'applications', { json: application, expect: [201] });
  demo.caseId = body.caseId;
  const again = await demo.client.call('platform', 'POST', 'applications', { json: application, expect: [200] });
  if (again.body.caseId !== demo.caseId) throw new Unexpected('同一份申请再交一次，却成了另一个案件');
  line(`办理编号 ${bold(demo.caseId)}，状态：${body.statusName}。同一份申请再交一次，还是这个编号。`);

  heading('一次性告知：还缺哪些材料');
  table(['缺少的材料', '要用它的事项'], body.missingMaterials.map((m) => [
    m.name, m.items.length === application.items.length ? '全部事项' : m.items.map((item) => demo.itemName(item)).join('、')]));
  return body.missingMaterials;
}

async function handIn(demo, missing) {
  heading('逐份上传扫描件，交一份少一份');
  const broken = pdf('SPECIMEN broken').subarray(0, 300);
  const refusal = await demo.upload(missing[0].material, '没传完.pdf', broken, [422]);
  line(`没传完.pdf 被退回：${Object.values(refusal.errors ?? {}).flat()[0]?.detail ?? refusal.detail}`);
  for (const [i, { material, name }] of missing.entries()) {
    const image = i % 3 === 0;
    const answer = await demo.upload(material, `${name.slice(0, 10)}.${image ? 'png' : 'pdf'}`, image ? png(material) : pdf(`SPECIMEN ${material}`));
    const { missingMaterials } = await demo.progress();
    line(`${answer.statusName}：${answer.name ?? name}${missingMaterials.length ? dim(`（还缺 ${missingMaterials.length} 份）`) : '，材料齐了'}`);
  }
  const accepted = await until('材料齐全后统一受理', () => demo.progress(), (p) => p.status === 'in-progress');
  line(`统一受理：${accepted.items[0].acceptedOn}，预计 ${accepted.expectedOn} 前全部办完`);
}

async function dispatch(demo) {
  heading('分发到七个部门：每个部门只看到自己的事项');
  const rows = [];
  for (const [department, name] of demo.names.departments) {
    const tasks = await until(`${name}收到任务`, () => demo.tasksOf(department), (found) => found.length > 0 || !demo.has(department));
    rows.push(...tasks.map((task) => [name, task.itemName, task.statusName, task.dueOn ?? '按当年通知', light(task.light)]));
  }
  table(['部门', '事项', '状态', '最迟', '灯'], rows);

  heading('各部门受理');
  for (const item of demo.items) await demo.say(item, { type: 'accepted' });
  line(`${demo.items.length} 个事项都已受理`);
}

async function supplement(demo) {
  heading('医保部门要求补正，时限暂停；补交以后接着算');
  const answerBy = demo.day(10);
  await demo.say('medical-assistance', {
    type: 'supplement-requested', supplement: { materials: ['other'], message: '请补交住院费用结算单', answerBy },
  });
  const find = (p) => p.items.find((i) => i.item === 'medical-assistance');
  const waiting = find(await demo.progress());
  line(`申请人看到：${waiting.actionRequired.message}（${waiting.actionRequired.answerBy.slice(0, 10)} 前），状态：${waiting.statusName}，时限${waiting.dueOn ? `到 ${waiting.dueOn}` : '暂停'}`);
  await demo.clock.moveTo(demo.day(2));
  await demo.upload('other', '住院费用结算单.pdf', pdf('SPECIMEN hospital bill'));
  const answered = find(await until('补正后恢复办理', () => demo.progress(), (p) => find(p).status === 'accepted'));
  line(`补交以后：${answered.statusName}，最迟 ${answered.dueOn}`);
}

async function recognition(demo) {
  heading('民政认定最低生活保障，结果马上共享给要比对的部门');
  await demo.decide('minimum-living-allowance');
  const matched = await until('比对结果到位', () => demo.progress(), (p) =>
    p.items.filter((i) => i.comparison).every((i) => i.comparison.matches.length > 0));
  table(['要比对的事项', '部门', '比对到'], matched.items.filter((i) => i.comparison).map((i) => [
    i.name, i.departmentName, i.comparison.matches.map((m) => `${m.name}（${m.validFrom} 起）`).join('、')]));
  const task = await demo.client.call('agriculture-rural-affairs', 'GET',
    `departments/agriculture-rural-affairs/tasks/${demo.caseId}/poverty-return-monitoring`);
  const shared = task.body.sharedRecognitions ?? [];
  line(`农业农村部门也收到：${shared.map((m) => m.name).join('、') || '（没有）'}`);
}

async function yellow(demo) {
  if (!demo.clock.rehearsal) return;
  heading('快到时限：黄灯');
  const open = (await demo.progress()).items.filter((i) => i.dueOn && !i.decision);
  const next = open.reduce((a, b) => (a.dueOn <= b.dueOn ? a : b));
  await demo.clock.moveTo(next.dueOn);
  const urgent = await demo.tasksOf(next.department, '&light=yellow');
  if (!urgent.some((task) => task.item === next.item)) throw new Unexpected(`${next.name}到了最后一天，却没有亮黄灯`);
  table(['部门', '事项', '最迟', '灯'], urgent.map((t) => [next.departmentName, t.itemName, t.dueOn, light(t.light)]));
  await until('黄灯提醒记入办理过程', () => demo.client.call('platform', 'GET', `applications/${demo.caseId}/timeline`),
    ({ body }) => body.entries.some((e) => e.kind === 'due-soon' && e.item === next.item));
  line(`${next.departmentName}部门收到提醒，当天办结：`);
  await demo.decide(next.item);
  line(`${next.name}：已决定`);
}

async function remaining(demo) {
  heading('其余事项陆续决定；不予通过的，说明理由、依据和救济途径');
  for (const item of Object.keys(demo.decisions)) {
    const state = (await demo.progress()).items.find((i) => i.item === item);
    if (!state || state.decision) continue;
    const from = demo.decisions[item].grants?.[0]?.from;
    if (from) await demo.clock.moveTo(from);
    const answer = await demo.decide(item);
    line(`${state.departmentName}　${state.name}：${answer.statusName}`);
    if (item === 'extreme-poverty-support') {
      const { reason, legalBasis, remedy } = (await demo.progress()).items.find((i) => i.item === item).decision;
      for (const [name, text] of Object.entries({ 理由: reason, 依据: legalBasis, 救济: remedy })) line(dim(`　　${name}：${text}`));
    }
  }
}

async function results(demo) {
  heading('统一反馈：办理进度和结果');
  const final = await until('全部办结', () => demo.progress(), (p) => p.status === 'completed');
  const grants = (i) => (i.decision?.grants ?? []).map((g) => `${g.kind} ${g.amount} ${g.unit}`).join('；');
  line(`办理编号 ${final.caseId}，${bold(final.statusName)}`);
  table(['事项', '部门', '结果', '文号', '内容'], final.items.map((i) => [
    i.name, i.departmentName, i.statusName, i.decision?.documentNumber, i.decision?.outcome === 'denied' ? i.decision.reason : grants(i)]));

  heading('办理过程');
  const subject = (materials) => (materials.length > 1 ? `${materials.length} 种材料` : demo.names.materials.get(materials[0]) ?? '');
  const { body } = await demo.client.call('platform', 'GET', `applications/${demo.caseId}/timeline`);
  table(['时间', '事情', '谁', '事项'], body.entries.map((e) => [
    Clock.day(new Date(e.at)), e.text, e.byName ?? e.by, e.itemName ?? subject(e.materials ?? [])]));
}

async function main() {
  if (!options.url || !options.keys) throw new Unexpected('用法：node demo.mjs --url URL --keys 密钥文件');
  const client = new Client(options.url, options.keys);
  const guide = (await client.call(null, 'GET', 'guide')).body;
  const demo = new Demo(client, await Clock.of(client), {
    items: new Map(guide.items.map((i) => [i.code, i])),
    departments: new Map(guide.departments.map((d) => [d.code, d.name])),
    materials: new Map(guide.materials.map((m) => [m.code, m.name])),
  });
  const begun = await demo.clock.now();
  demo.day = (days) => Clock.day(new Date(begun.getTime() + days * 86_400_000));
  demo.decisions = decisions(demo.day);
  const application = JSON.parse(readFileSync(new URL('./family.json', import.meta.url), 'utf8'));

  console.log(bold('社会救助“一件事”：一个家庭的完整办理过程（人物和文号均为虚构）'));
  await checklist(demo, application);
  demo.items = application.items;
  demo.has = (department) => demo.items.some((item) => demo.names.items.get(item).department === department);
  await handIn(demo, await submit(demo, application));
  await dispatch(demo);
  await supplement(demo);
  await recognition(demo);
  await yellow(demo);
  await remaining(demo);
  await results(demo);
  console.log(`\n${bold('演示完毕。')}`);
}

main().catch((error) => {
  console.error(`\n演示中断：${error instanceof Unexpected ? error.message : error.stack}`);
  process.exit(1);
});
