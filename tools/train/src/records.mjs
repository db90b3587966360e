/** @import { Random } from "./random.mjs" */
/** @import { Exchange } from "./corpus.mjs" */
/** @import { Call } from "./api-shapes.mjs" */

import { apiShapes } from "./api-shapes.mjs";
import { identifiers } from "./identifiers.mjs";
import { jsonText } from "./json-text.mjs";

/** Names under which models are offered; the corpus has those of research models, and `unknown`. */
const MODELS = [
  ...[
    "gpt-4o",
    "gpt-4o-mini",
    "gpt-4o-2024-08-06",
    "gpt-4-turbo",
    "gpt-4",
    "gpt-3.5-turbo",
    "gpt-4.1-mini",
    "o3-mini",
  ],
  ...[
    "claude-3-5-sonnet-20241022",
    "claude-3-haiku-20240307",
    "claude-3-opus-20240229",
    "claude-sonnet-4-20250514",
  ],
  ...[
    "gemini-1.5-pro",
    "gemini-2.0-flash",
    "mistral-large-latest",
    "llama-3.1-70b-instruct",
    "deepseek-chat",
  ],
];

// Records as services keep them of such calls: envelopes of log and trace fields under their usual names.

/**
 * A writer of records in the shapes of public interfaces round exchanges of the corpus, one line of JSON each.
 *
 * @param {Random} random
 * @returns {(exchange: Exchange) => string}
 */
export function recordWriter(random) {
  const shapes = apiShapes(random);
  const { openai, anthropic, vercel } = shapes;
  const others = [shapes.openaiTools, shapes.openaiResponses, shapes.anthropicTools];
  const envelopes = envelopeWriters(random);
  return (exchange) => {
    const kind = random.below(20);
    const shape = kind < 10 ? openai : kind < 15 ? anthropic : kind < 18 ? vercel : random.pick(others);
    const isNamed = exchange.model !== undefined && exchange.model !== "unknown";
    const named = {
      ...exchange,
      model: isNamed && random.chance(0.7) ? exchange.model : random.pick(MODELS),
    };
    const call = shape(named);
    const style = { spaced: random.chance(0.4), ascii: random.chance(0.7) };
    return jsonText(random.pick(envelopes)(call, named), style);
  };
}

/**
 * @param {Random} random
 * @returns {((call: Call, exchange: Exchange) => object)[]}
 */
function envelopeWriters(random) {
  const { hex, base62, uuid, seconds, time, any } = identifiers(random);

  /** @param {Call} call */
  const bare = ({ request, response }) => (random.chance(0.5) && response ? response : (request ?? {}));

  /** Fields of a log line, each there or not. @param {Call} call */
  const log = ({ request, response }) => ({
    [random.pick(["timestamp", "time", "ts", "created_at"])]: time(),
    ...(random.chance(0.6) && { level: random.pick(["info", "info", "warn", "error", "debug"]) }),
    ...(random.chance(0.5) && {
      [random.pick(["event", "type", "name", "msg"])]: random.pick([
        "chat.completion",
        "llm.request",
        "llm.response",
        "completion",
        "request completed",
        "message.created",
      ]),
    }),
    ...(random.chance(0.5) && { trace_id: hex(32), span_id: hex(16) }),
    ...(random.chance(0.4) && { parent_span_id: hex(16) }),
    ...(random.chance(0.5) && { [random.pick(["request_id", "requestId"])]: any() }),
    ...(random.chance(0.4) && { [random.pick(["session_id", "conversation_id", "thread_id"])]: any() }),
    ...(random.chance(0.4) && {
      [random.pick(["user_id", "user", "userId"])]: random.pick(["user_", "u_", ""]) + hex(8),
    }),
    ...(random.chance(0.3) && { tenant: random.pick(["acme", "default", "prod"]) }),
    request,
    response,
    ...(random.chance(0.5) && {
      [random.pick(["latency_ms", "duration_ms", "elapsed_ms"])]: 50 + random.below(30_000),
    }),
    ...(random.chance(0.4) && { status: random.pick([200, 200, 200, 429, 500]) }),
    ...(random.chance(0.2) && { error: null }),
  });

  /** A span with OpenTelemetry's attributes of generative models. @param {Call} _call @param {Exchange} exchange */
  const span = (_call, { model, prompt, reply }) => ({
    name: `chat ${model}`,
    kind: "CLIENT",
    traceId: hex(32),
    spanId: hex(16),
    startTimeUnixNano: `${seconds()}${String(random.below(1_000_000_000)).padStart(9, "0")}`,
    attributes: {
      "gen_ai.operation.name": "chat",
      "gen_ai.system": random.pick(["openai", "anthropic", "vertex_ai"]),
      "gen_ai.request.model": model,
      "gen_ai.request.temperature": random.pick([0, 0.7, 1]),
      "gen_ai.response.model": model,
      "gen_ai.response.finish_reasons": [random.pick(["stop", "length", "tool_calls"])],
      "gen_ai.usage.input_tokens": random.below(3000),
      "gen_ai.usage.output_tokens": random.below(1500),
    },
    events: [
      { name: "gen_ai.user.message", attributes: { role: "user", content: prompt } },
      { name: "gen_ai.choice", attributes: { index: 0, message: { role: "assistant", content: reply } } },
    ],
    status: { code: random.pick(["OK", "UNSET", "ERROR"]) },
  });

  /** A line of pino. @param {Call} _call @param {Exchange} exchange */
  const pino = (_call, { model, reply }) => ({
    level: random.pick([30, 30, 40, 50]),
    time: seconds() * 1000 + random.below(1000),
    pid: random.below(40_000),
    hostname: base62(12),
    reqId: uuid(),
    model,
    content: reply,
    responseTime: random.below(30_000),
    msg: "request completed",
  });

  /** @type {[number, (call: Call, exchange: Exchange) => object][]} */
  const shares = [
    [14, log],
    [4, bare],
    [1, span],
    [1, pino],
  ];
  return shares.flatMap(([count, writer]) => new Array(count).fill(writer));
}
