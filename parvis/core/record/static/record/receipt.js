// <record-check>: checks a receipt in the browser. Nothing is sent anywhere, and nothing that the server says is believed:
// every hash and signature is computed here, with Web Crypto, from the file and from the keys that the reader trusts.
//
// C2SP tlog-proof, signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy; RFC 6962, section 2.1; RFC 8785 for committed values.

const utf8 = new TextEncoder()
const FIRST_LINE = 'c2sp.org/tlog-proof@v1'
const DOMAIN = utf8.encode('parvis/champ/v1\0')
const LOG = 1
const COSIGNER = 4

// A reason why a receipt is not good: a code that the page has words for.
export class Refused extends Error {
  constructor (code, facts = {}) {
    super(code)
    this.code = code
    this.facts = facts
  }
}

export function bytes (base64) {
  try {
    const data = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
    if (btoa(String.fromCharCode(...data)) === base64) return data
  } catch { /* told below */ }
  throw new Refused('malformed')
}

function joined (...parts) {
  const all = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', joined(...parts)))
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at])
export const leafHash = (entry) => sha256([0], utf8.encode(entry))
const nodeHash = (left, right) => sha256([1], left, right)

function number (text) {
  if (!/^(0|[1-9][0-9]{0,14})$/.test(text)) throw new Refused('malformed')
  return Number(text)
}

// The root that a proof leads to. RFC 9162, section 2.1.3.2; without bit operations, which stop at 32 bits.
export async function rootFrom (leaf, index, size, proof) {
  if (index >= size || proof.length > 63) throw new Refused('not-included')
  let node = leaf
  let place = index
  let last = size - 1
  for (const sibling of proof) {
    if (last === 0) throw new Refused('not-included')
    if (place % 2 || place === last) {
      node = await nodeHash(sibling, node)
      while (place % 2 === 0 && place > 0) {
        place /= 2
        last = Math.floor(last / 2)
      }
    } else {
      node = await nodeHash(node, sibling)
    }
    place = Math.floor(place / 2)
    last = Math.floor(last / 2)
  }
  if (last !== 0) throw new Refused('not-included')
  return node
}

// JSON as RFC 8785 writes it, for the values that an entry may have.
export function canonical (value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value && typeof value === 'object') {
    return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`
  }
  return JSON.stringify(value)
}

async function keyOf (text) {
  const [name, id, ...rest] = text.split('+')
  const data = bytes(rest.join('+'))
  const hash = await sha256(utf8.encode(`${name}\n`), data)
  const known = [...hash.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  if (known !== id || data.length !== 33 || ![LOG, COSIGNER].includes(data[0])) throw new Refused('bad-policy')
  return { name, id, kind: data[0], public: data.slice(1) }
}

// Whom to believe. C2SP tlog-policy.
export async function readPolicy (text) {
  const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null }
  for (const line of text.split('\n')) {
    const words = line.split(/[ \t]+/).filter(Boolean)
    if (!words.length || words[0].startsWith('#')) continue
    if (words[0] === 'log' && words[1]) policy.logs.push(await keyOf(words[1]))
    else if (words[0] === 'witness' && words[2]) policy.witnesses.set(words[1], await keyOf(words[2]))
    else if (words[0] === 'group' && words[3]) {
      const members = words.slice(3)
      const threshold = { any: 1, all: members.length }[words[2]] ?? Number(words[2])
      if (!(threshold >= 1 && threshold <= members.length)) throw new Refused('bad-policy')
      policy.groups.set(words[1], { threshold, members })
    } else if (words[0] === 'quorum' && words[1] && policy.quorum === null) policy.quorum = words[1]
    else throw new Refused('bad-policy')
  }
  const named = policy.quorum === 'none' || policy.witnesses.has(policy.quorum) || policy.groups.has(policy.quorum)
  if (!named || !policy.logs.length) throw new Refused('bad-policy')
  return policy
}

function satisfied (policy, cosigned) {
  const reached = new Set(cosigned)
  for (const [name, group] of policy.groups) {
    if (group.members.filter((member) => reached.has(member)).length >= group.threshold) reached.add(name)
  }
  return policy.quorum === 'none' || reached.has(policy.quorum)
}

async function signedBy (key, message, signature) {
  try {
    const imported = await crypto.subtle.importKey('raw', key.public, { name: 'Ed25519' }, false, ['verify'])
    return await crypto.subtle.verify({ name: 'Ed25519' }, imported, signature, message)
  } catch (error) {
    throw new Refused(error.name === 'NotSupportedError' ? 'no-ed25519' : 'bad-signature', { name: key.name })
  }
}

// A checkpoint that the policy believes: its origin, size, root, and who cosigned it.
export async function openCheckpoint (note, policy) {
  const cut = note.lastIndexOf('\n\n')
  if (cut < 0 || !note.endsWith('\n')) throw new Refused('malformed')
  const text = note.slice(0, cut + 1)
  const [origin, size, root] = text.split('\n')
  const cosigned = []
  let signed = false
  for (const line of note.slice(cut + 2, -1).split('\n')) {
    const [dash, name, encoded] = line.split(' ')
    if (dash !== '—' || !encoded) throw new Refused('malformed')
    const data = bytes(encoded)
    const id = [...data.slice(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    const log = policy.logs.find((key) => key.name === name && key.id === id)
    const witness = [...policy.witnesses].find(([, key]) => key.name === name && key.id === id)
    if (log) {
      if (!await signedBy(log, utf8.encode(text), data.slice(4))) throw new Refused('bad-signature', { name })
      signed ||= name === origin
    } else if (witness) {
      if (data.length !== 76) throw new Refused('bad-signature', { name })
      const time = Number(new DataView(data.buffer, 4, 8).getBigUint64(0))
      const message = utf8.encode(`cosignature/v1\ntime ${time}\n${text}`)
      if (!await signedBy(witness[1], message, data.slice(12))) throw new Refused('bad-signature', { name })
      cosigned.push({ name: witness[0], time })
    }
  }
  if (!signed) throw new Refused('not-signed', { origin })
  if (!satisfied(policy, cosigned.map((one) => one.name))) throw new Refused('no-quorum')
  return { origin, size: number(size), root: bytes(root), cosigned }
}

export function readProof (text) {
  const cut = text.indexOf('\n\n')
  const lines = text.slice(0, cut).split('\n')
  if (cut < 0 || lines.shift() !== FIRST_LINE || !lines[0]?.startsWith('extra ')) throw new Refused('malformed')
  let extra
  try {
    extra = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes(lines.shift().slice(6))))
  } catch {
    throw new Refused('malformed')
  }
  if (typeof extra?.entree !== 'string' || typeof extra.champs !== 'object' || !lines[0]?.startsWith('index ')) throw new Refused('malformed')
  return { index: number(lines.shift().slice(6)), proof: lines.map(bytes), note: text.slice(cut + 2), entry: extra.entree, fields: extra.champs }
}

// Everything that a receipt shows, or a refusal.
export async function check (text, policy) {
  const receipt = readProof(text)
  const head = await openCheckpoint(receipt.note, policy)
  const root = await rootFrom(await leafHash(receipt.entry), receipt.index, head.size, receipt.proof)
  if (!same(root, head.root)) throw new Refused('not-included')
  const entry = JSON.parse(receipt.entry)
  for (const [name, [value, salt]] of Object.entries(receipt.fields)) {
    const hash = await sha256(DOMAIN, bytes(salt), utf8.encode(canonical([name, value])))
    if (btoa(String.fromCharCode(...hash)) !== entry.champs?.[name]) throw new Refused('wrong-opening', { name })
  }
  return { ...receipt, head, content: entry }
}

class RecordCheck extends HTMLElement {
  connectedCallback () {
    this.answer = this.querySelector('[role=status]')
    this.words = Object.fromEntries([...this.querySelector('template[data-words]').content.querySelectorAll('[data-code]')]
      .map((line) => [line.dataset.code, line.textContent.trim()]))
    if (!globalThis.crypto?.subtle) return this.say('insecure')
    this.querySelector('[data-without-scripts]').remove()
    this.prepend(this.querySelector('template[data-form]').content)
    this.form = this.querySelector('form')
    for (const control of this.form.elements) control.disabled = false
    this.form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.run()
    })
  }

  say (code, facts = {}, more = []) {
    const sentence = (this.words[code] ?? this.words.malformed).replace(/\{(\w+)\}/g, (all, name) => facts[name] ?? all)
    const first = document.createElement('p')
    first.append(Object.assign(document.createElement('strong'), { textContent: sentence }))
    this.answer.replaceChildren(first, ...more)
    this.answer.dataset.code = code
    this.answer.focus()
  }

  line (code, facts) {
    const made = document.createElement('p')
    made.textContent = this.words[code].replace(/\{(\w+)\}/g, (all, name) => facts[name] ?? all)
    return made
  }

  async run () {
    const file = this.form.elements.receipt.files[0]
    const trusted = this.form.elements.policy.files[0]
    if (!file) return this.say('no-file')
    try {
      const policy = await readPolicy(trusted ? await trusted.text() : await (await fetch(this.dataset.policy)).text())
      const good = await check(await file.text(), policy)
      this.say('good', { place: good.index, size: good.head.size, origin: good.head.origin }, [
        this.line('act', { act: good.content.acte, date: new Date(good.content.date).toLocaleString(document.documentElement.lang) }),
        ...Object.entries(good.fields).map(([name, [value]]) => this.line('value', { name, value: canonical(value).replace(/^"|"$/g, '') })),
        good.head.cosigned.length
          ? this.line('witnesses', { names: good.head.cosigned.map((one) => one.name).join(', ') })
          : this.line('nobody', {}),
        this.line(trusted ? 'own-keys' : 'site-keys', {}),
        await this.today(good, policy)
      ])
    } catch (error) {
      this.say(error instanceof Refused ? error.code : 'malformed', error.facts)
    }
  }

  // Whether the record as it stands now still holds the same act in the same place: the answer is checked like the receipt.
  async today (good, policy) {
    try {
      const answer = await fetch(this.dataset.proof.replace('/0.', `/${good.index}.`))
      if (!answer.ok) return this.line('today-unknown', {})
      const now = await check(await answer.text(), policy)
      const held = now.entry === good.entry && now.index === good.index && now.head.size >= good.head.size && now.head.origin === good.head.origin
      return this.line(held ? 'today' : 'today-differs', { size: now.head.size })
    } catch {
      return this.line('today-differs', {})
    }
  }
}

customElements.define('record-check', RecordCheck)
