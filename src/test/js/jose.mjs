// Does with panva/jose what Baton's tests ask for: a list of questions as JSON on standard input, their
// answers as JSON on standard output. An error of jose's is an answer too: {"error": its code}.
import { hkdfSync } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { CompactEncrypt, CompactSign, compactDecrypt, createRemoteJWKSet, importJWK, jwtVerify } from 'jose'

const encode = (string) => new TextEncoder().encode(string)

/** The key of one checkout's encrypted part, as the gateway derives it: HKDF-SHA256 over length-prefixed names. */
function derived({ master, names }) {
  const info = names.map(encode).flatMap((name) => [name.length >> 8, name.length & 255, ...name])
  return new Uint8Array(hkdfSync('sha256', Buffer.from(master, 'base64url'), '', Uint8Array.from(info), 32))
}

const answers = {
  async verify({ jwks, token, ...expected }) {
    const { payload, protectedHeader } = await jwtVerify(token, createRemoteJWKSet(new URL(jwks)), expected)
    return { payload, header: protectedHeader }
  },

  async sign({ jwk, header, payload }) {
    const key = await importJWK(jwk, header.alg)
    return { compact: await new CompactSign(encode(payload)).setProtectedHeader(header).sign(key) }
  },

  async decrypt({ compact, ...key }) {
    const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] }
    const { plaintext, protectedHeader } = await compactDecrypt(compact, derived(key), options)
    return { plain: new TextDecoder().decode(plaintext), header: protectedHeader }
  },

  async encrypt({ plain, header, ...key }) {
    return { compact: await new CompactEncrypt(encode(plain)).setProtectedHeader(header).encrypt(derived(key)) }
  },
}

const results = []
for (const { ask, ...question } of JSON.parse(await text(process.stdin))) {
  try {
    results.push(await answers[ask](question))
  } catch (error) {
    if (!error.code) throw error
    results.push({ error: error.code })
  }
}
console.log(JSON.stringify(results))
