// What the seven departments decide in the demo, in the order of time: which day after unified acceptance, which item, what.
// A family on the minimum living allowance is not recognised in the other low-income categories as well.
const appeal = '自收到本决定之日起 60 日内，可以向示例区人民政府申请行政复议，或者 6 个月内向示例区人民法院提起行政诉讼';

const granted = (documentNumber, ...grants) => ({ outcome: 'granted', documentNumber, grants });
const grant = (kind, amount, unit, from, to) => ({ kind, amount, unit, from, ...(to ? { to } : {}) });
const denied = (documentNumber, reason, legalBasis) => ({ outcome: 'denied', documentNumber, reason, legalBasis, remedy: appeal });

/** @param day gives the date so many days after unified acceptance, YYYY-MM-DD */
export const decisions = (day) => ({
  'minimum-living-allowance': granted('示例民低保〔2026〕1号', grant('最低生活保障金', 1650, '元/月', day(2))),
  'employment-assistance': granted('示例人社就〔2026〕2号', grant('公益性岗位补贴', 2050, '元/月', day(8), day(373))),
  'poverty-return-monitoring': granted('示例农监〔2026〕3号'),
  'extreme-poverty-support': denied(
    '示例民特困〔2026〕4号', '申请人有劳动能力，家中有法定赡养、抚养义务人', '《社会救助暂行办法》第十四条'),
  'low-income-edge': denied(
    '示例民边缘〔2026〕5号', '已经认定为最低生活保障对象，不重复认定', '《低保边缘家庭认定办法（示例）》第三条'),
  'rigid-expenditure': denied(
    '示例民刚性〔2026〕6号', '已经认定为最低生活保障对象，不重复认定', '《刚性支出困难家庭认定办法（示例）》第三条'),
  'temporary-assistance': granted('示例民临救〔2026〕7号', grant('临时救助金', 3000, '元（一次）', day(11))),
  'medical-assistance': granted(
    '示例医保救〔2026〕8号', grant('资助参保', 400, '元/年', day(11)), grant('住院费用救助', 9800, '元（一次）', day(11))),
  'veteran-assistance': granted('示例退役帮〔2026〕9号', grant('帮扶援助金', 2000, '元（一次）', day(18))),
  'student-loan': granted('示例教助贷〔2026〕10号', grant('生源地信用助学贷款', 20000, '元/学年', day(18))),
  'housing-assistance': granted('示例住建危改〔2026〕11号', grant('农村危房改造补助', 35000, '元（一次）', day(18))),
});
