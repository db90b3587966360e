/** @import { Random } from "./random.mjs" */
/** @import { Exchange } from "./corpus.mjs" */

import { identifiers } from "./identifiers.mjs";

// The messages of the public interfaces that chat traffic goes through, round prompts and replies of the corpus. Keys and
// literals are those that the interfaces define; identifiers, times and counts are random.

/** Those that documentation and model cards give; the first is by far the commonest. */
const SYSTEM_PROMPTS = [
  ...["You are a helpful assistant.", "You are a helpful assistant."],
  "You are a helpful, respectful and honest assistant.",
  "You are ChatGPT, a large language model trained by OpenAI.",
  "You are an AI programming assistant.",
];
const TOOLS = ["search", "get_weather", "web_search", "run_code", "read_file", "lookup_order", "calculator"];
const ARGUMENTS = ["query", "location", "url", "code", "path", "id", "expression"];

/** @typedef {{ request: object | undefined, response: object | undefined }} Call */

/**
 * One call in the shape of each interface.
 *
 * @param {Random} random
 * @returns {Record<string, (exchange: Exchange) => Call>}
 */
export function apiShapes(random) {
  const { hex, base62, seconds, time } = identifiers(random);
  const toolInput = () => {
    const at = random.below(TOOLS.length);
    return { name: TOOLS[at], input: { [String(ARGUMENTS[at])]: base62(4 + random.below(12)) } };
  };
  const message = (/** @type {string} */ role, /** @type {unknown} */ content) => ({ role, content });

  /** OpenAI, chat completions. @param {Exchange} exchange */
  const openai = ({ model, prompt, reply }) => {
    const promptTokens = 10 + random.below(3000);
    const completionTokens = 5 + random.below(1500);
    const messages = [message("user", prompt)];
    if (random.chance(0.6)) messages.unshift(message("system", random.pick(SYSTEM_PROMPTS)));
    const request = {
      model,
      messages,
      ...(random.chance(0.7) && { temperature: random.pick([0, 0.2, 0.5, 0.7, 1]) }),
      ...(random.chance(0.6) && { max_tokens: random.pick([256, 512, 1024, 2048, 4096]) }),
      ...(random.chance(0.3) && { stream: random.chance(0.5) }),
    };
    const response = {
      id: `chatcmpl-${base62(29)}`,
      object: "chat.completion",
      created: seconds(),
      model,
      choices: [
        {
          index: 0,
          message: message("assistant", reply),
          logprobs: null,
          finish_reason: random.pick(["stop", "stop", "length", "tool_calls"]),
        },
      ],
      usage: {
        prompt_tokens: promptTokens,
        completion_tokens: completionTokens,
        total_tokens: promptTokens + completionTokens,
      },
      ...(random.chance(0.5) && { system_fingerprint: `fp_${hex(10)}` }),
    };
    return { request, response };
  };

  /** OpenAI, a tool that is called and answers. @param {Exchange} exchange */
  const openaiTools = ({ model, prompt, reply }) => {
    const { name, input } = toolInput();
    const id = `call_${base62(24)}`;
    const messages = [
      message("user", prompt),
      {
        role: "assistant",
        content: null,
        tool_calls: [{ id, type: "function", function: { name, arguments: JSON.stringify(input) } }],
      },
      { role: "tool", tool_call_id: id, name, content: JSON.stringify({ result: base62(12), status: "ok" }) },
      message("assistant", reply),
    ];
    const parameters = { type: "object", properties: {}, required: Object.keys(input) };
    const tools = [{ type: "function", function: { name, description: "", parameters } }];
    return { request: { model, messages, tools, tool_choice: "auto" }, response: undefined };
  };

  /** OpenAI, responses. @param {Exchange} exchange */
  const openaiResponses = ({ model, prompt, reply }) => ({
    request: { model, input: [message("user", [{ type: "input_text", text: prompt }])] },
    response: {
      id: `resp_${hex(48)}`,
      object: "response",
      created_at: seconds(),
      status: "completed",
      error: null,
      incomplete_details: null,
      model,
      output: [
        {
          type: "message",
          id: `msg_${hex(48)}`,
          status: "completed",
          role: "assistant",
          content: [{ type: "output_text", text: reply, annotations: [] }],
        },
      ],
      usage: {
        input_tokens: random.below(3000),
        input_tokens_details: { cached_tokens: 0 },
        output_tokens: random.below(1500),
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: random.below(4500),
      },
    },
  });

  /** Anthropic, messages. @param {Exchange} exchange */
  const anthropic = ({ model, prompt, reply }) => ({
    request: {
      model,
      max_tokens: random.pick([1024, 4096, 8192]),
      ...(random.chance(0.3) && { system: random.pick(SYSTEM_PROMPTS) }),
      messages: [message("user", prompt)],
    },
    response: {
      id: `msg_01${base62(22)}`,
      type: "message",
      role: "assistant",
      model,
      content: [{ type: "text", text: reply }],
      stop_reason: random.pick(["end_turn", "max_tokens", "tool_use"]),
      stop_sequence: null,
      usage: {
        input_tokens: 10 + random.below(3000),
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        output_tokens: 5 + random.below(2000),
      },
    },
  });

  /** Anthropic, a tool that is called and answers. @param {Exchange} exchange */
  const anthropicTools = ({ model, prompt, reply }) => {
    const { name, input } = toolInput();
    const id = `toolu_01${base62(22)}`;
    const result = {
      type: "tool_result",
      tool_use_id: id,
      content: base62(16),
      is_error: random.chance(0.1),
    };
    const messages = [
      message("user", prompt),
      message("assistant", [
        { type: "text", text: reply },
        { type: "tool_use", id, name, input },
      ]),
      message("user", [result]),
    ];
    return { request: { model, max_tokens: 1024, messages }, response: undefined };
  };

  /** Vercel AI SDK, messages of its user interface. @param {Exchange} exchange */
  const vercel = ({ prompt, reply }) => {
    const { name, input } = toolInput();
    const call = {
      type: `tool-${name}`,
      toolCallId: `call_${base62(24)}`,
      state: "output-available",
      input,
      output: { result: base62(8) },
    };
    const messages = [
      { id: base62(16), role: "user", parts: [{ type: "text", text: prompt }] },
      {
        id: random.chance(0.5) ? base62(16) : `msg-${base62(24)}`,
        role: "assistant",
        parts: [
          { type: "step-start" },
          ...(random.chance(0.25) ? [call] : []),
          { type: "text", text: reply, state: "done" },
        ],
        ...(random.chance(0.5) && { metadata: { createdAt: time() } }),
      },
    ];
    return { request: { id: base62(16), messages, trigger: "submit-message" }, response: undefined };
  };

  return { openai, openaiTools, openaiResponses, anthropic, anthropicTools, vercel };
}
