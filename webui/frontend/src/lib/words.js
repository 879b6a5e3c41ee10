// The words our scripts say themselves, and Chinese for those form-js says.
import { isChinese } from './page.js';

const OURS = {
  'Zoom in': '放大',
  'Zoom out': '缩小',
  'Fit to the frame': '适应窗口',
  'The diagram could not be loaded.': '流程图未能加载。',
  'This process has no drawing: its file holds the steps, but not where they stand. What happened is told by the timeline.':
    '该流程文件只有环节，没有绘制图形，无法显示流程图；办理经过见“时间线”。',
  '{count} at work here': '此处有{count}项进行中',
  'reached {count} times': '到达{count}次',
  Done: '已完成',
  'In progress': '进行中',
  Late: '已超期',
  'Not reached': '未到达',
  'Sending…': '正在提交…',
  'Please correct the following:': '请更正以下内容：',
  'The server cannot be reached. What you typed is still here; try again in a moment.':
    '无法连接服务器。您填写的内容仍在本页，请稍后重试。',
  'You were signed out. Sign in again in another tab, then come back and send: what you typed is still here.':
    '您已退出登录。请在新标签页重新登录，再回到本页提交；您填写的内容仍在。',
  'You have signed in again since this page was opened. Check that it is you, then send once more.':
    '此页打开后您已重新登录。请确认当前账号是您本人，再提交一次。',
  'Sign in': '登录',
  'The server refused this ({status}). What you typed is still here.':
    '服务器未受理（{status}）。您填写的内容仍在本页。',
  '{count} chosen': '已选{count}项',
  '{count} new tasks': '有{count}项新任务',
  '1 new task': '有1项新任务',
  'This list has changed': '列表已更新',
  show: '显示',
  'The list is up to date.': '列表已是最新。',
  'The form could not be shown.': '表单未能显示。',
  'You were signed out. Sign in again in another tab, then send once more.':
    '您已退出登录。请在新标签页重新登录，再提交一次。',
  'The server cannot be reached. The file was not sent.': '无法连接服务器，文件未上传。',
  'The server refused this ({status}).': '服务器未受理（{status}）。',
  'This file is larger than {size} MB.': '文件超过{size} MB。',
  '{failed} of {all} files were not added.': '{all}个文件中有{failed}个未添加。',
  ', ': '、',
  '{count} colleagues': '{count}位同事',
  'No colleague who sees this case is called “{piece}”: nobody will be told.':
    '可查看此工单的同事中没有“{piece}”，不会通知任何人。',
  '{label}: {message}': '{label}：{message}',
  'Draft saved {time}': '草稿已于{time}保存',
  'Draft saved {time}. It took the place of one saved in another window at {other}.':
    '草稿已于{time}保存，替换了其他窗口{other}保存的内容。',
  'Your draft of {time} is shown.': '已恢复您{time}的草稿。',
  'Start over': '重新填写',
  'What you typed here at {time} had not been sent; it is shown.': '已恢复您{time}在此填写、尚未上传的内容。',
  'What was typed in this browser at {time} was never sent.': '此浏览器{time}填写的内容未曾上传。',
  'Show it': '显示',
  'No connection: what you type is kept in this browser and sent when the line is back.':
    '网络已断开：填写的内容已留在本浏览器，恢复后自动上传。',
  'You were signed out. What you type is kept in this browser and sent when you have signed in again.':
    '您已退出登录。填写的内容已留在本浏览器，重新登录后自动上传。',
  'The draft could not be saved yet; it is kept in this browser and tried again.':
    '草稿暂未保存，已留在本浏览器，稍后自动重试。',
  'The draft is not saved any more.': '草稿不再保存。',
  'Other entries were saved in another window at {time}. What you type here takes their place.':
    '其他窗口已于{time}保存了不同内容；您在此继续填写将替换它。',
  'Show them': '显示那些内容',
};

const FORM_JS = {
  'Date and time must both be entered.': '日期和时间都须填写。',
  'No content to show.': '没有可显示的内容。',
  "External content couldn't be loaded.": '外部内容未能加载。',
  Increment: '增加',
  Decrement: '减少',
  'Skip to search': '跳到搜索',
  'Remove tag': '移除标签',
  Search: '搜索',
  'No results': '没有匹配项',
  'All values selected': '已全部选中',
  'Nothing to show.': '没有可显示的内容。',
  '{page} of {total}': '第{page}页，共{total}页',
  'Previous page': '上一页',
  'Next page': '下一页',
  'Click to sort by {value} descending': '点击按{value}降序排列',
  'Click to sort by {value} ascending': '点击按{value}升序排列',
  'Click to remove sorting': '点击取消排序',
  'No files selected': '未选择文件',
  '{value} files selected': '已选择{value}个文件',
  'Document reference is not defined.': '未指定文档。',
  'Unable to download document': '文档下载失败',
  'Download {fileName}': '下载{fileName}',
  'Add new': '添加一项',
  'Expand all ({value})': '全部展开（{value}）',
  Collapse: '收起',
  'Value is not a number.': '请填写数字。',
  'Value is expected to be an integer.': '请填写整数。',
  'Value is expected to have at most 1 decimal digit.': '最多保留1位小数。',
  'Value is expected to have at most {value} decimal digits.': '最多保留{value}位小数。',
  'Please select a valid value, the two nearest valid values are {previousValue} and {nextValue}.':
    '请填写有效值，最接近的有效值为{previousValue}和{nextValue}。',
  'Field must match pattern {value}.': '格式不正确，应符合{value}。',
  'Field is required.': '此项必填。',
  'Field must have minimum value of {value}.': '不得小于{value}。',
  'Field must have maximum value of {value}.': '不得大于{value}。',
  'Min validation value is not a valid number.': '最小值设置有误。',
  'Max validation value is not a valid number.': '最大值设置有误。',
  'Field must have minimum length of {value}.': '至少{value}个字符。',
  'Field must have maximum length of {value}.': '最多{value}个字符。',
  'Field must be a valid international phone number. (e.g. +4930664040900)':
    '请填写有效的国际电话号码（例如 +8613800138000）。',
  'Field must be a valid email.': '请填写有效的电子邮箱。',
  "binding path '{value}' is already claimed": '绑定路径“{value}”已被占用',
};

const CHINESE = { ...FORM_JS, ...OURS };

/** Says `sentence` in the page's language, with `{name}` replaced from `values`. */
export function say(sentence, values = {}) {
  const chosen = (isChinese() && CHINESE[sentence]) || sentence;
  return chosen.replace(/{([^}]+)}/g, (whole, key) => values[key] ?? whole);
}
