namespace LlmKit.Tokenization.Templates;

/// <summary>
/// Templates of our own for the common families, which give the same text as the families' templates and mark what the model writes.
/// </summary>
public static class BuiltInTemplates
{
    private const string ChatMlSource = """
        {%- if tools %}{{ raise_exception('chatml has no form for tools. Take the template qwen.') }}{% endif %}
        {%- for message in messages %}
            {{- '<|im_start|>' + message.role + '\n' }}
            {%- if message.role == 'assistant' %}
                {%- generation %}{{- message.content + '<|im_end|>' }}{% endgeneration %}
                {{- '\n' }}
            {%- else %}
                {{- message.content + '<|im_end|>\n' }}
            {%- endif %}
        {%- endfor %}
        {%- if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}
        """;

    private const string Llama2Source = """
        {%- set system = messages[0].content if messages[0].role == 'system' else none %}
        {%- for message in (messages if system is none else messages[1:]) %}
            {%- if message.role != ('assistant' if loop.index is even else 'user') %}
                {{- raise_exception('After the system message user and assistant take turns, user first.') }}
            {%- endif %}
            {%- if message.role == 'user' %}
                {%- set content = '<<SYS>>\n' + system + '\n<</SYS>>\n\n' + message.content if loop.first and system is not none else message.content %}
                {{- bos_token + '[INST] ' + content.strip() + ' [/INST]' }}
            {%- else %}
                {%- generation %}{{- ' ' + message.content.strip() + ' ' + eos_token }}{% endgeneration %}
            {%- endif %}
        {%- endfor %}
        """;

    private const string Llama3Source = """
        {%- if tools %}{{ raise_exception('llama3 has no form for tools. Take the template of your model, or qwen.') }}{% endif %}
        {{- bos_token }}
        {%- for message in messages %}
            {{- '<|start_header_id|>' + message.role + '<|end_header_id|>\n\n' }}
            {%- if message.role == 'assistant' %}
                {%- generation %}{{- message.content | trim + '<|eot_id|>' }}{% endgeneration %}
            {%- else %}
                {{- message.content | trim + '<|eot_id|>' }}
            {%- endif %}
        {%- endfor %}
        {%- if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}
        """;

    private const string GemmaSource = """
        {{- bos_token }}
        {%- set system = messages[0].content + '\n\n' if messages[0].role == 'system' else '' %}
        {%- for message in (messages[1:] if messages[0].role == 'system' else messages) %}
            {%- if (message.role == 'user') != (loop.index0 % 2 == 0) %}
                {{- raise_exception('After the system message user and assistant take turns, user first.') }}
            {%- endif %}
            {{- '<start_of_turn>' + ('model' if message.role == 'assistant' else message.role) + '\n' }}
            {{- system if loop.first else '' }}
            {%- if message.role == 'assistant' %}
                {%- generation %}{{- message.content | trim + '<end_of_turn>' }}{% endgeneration %}
                {{- '\n' }}
            {%- else %}
                {{- message.content | trim + '<end_of_turn>\n' }}
            {%- endif %}
        {%- endfor %}
        {%- if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{% endif %}
        """;

    private const string QwenSource = """
        {%- set first = messages[0] %}
        {%- if tools %}
            {{- '<|im_start|>system\n' + (first.content + '\n\n' if first.role == 'system' else '') }}
            {{- '# Tools\n\nYou may call one or more functions to assist with the user query.\n\n' }}
            {{- 'You are provided with function signatures within <tools></tools> XML tags:\n<tools>' }}
            {%- for tool in tools %}{{ '\n' + tool | tojson }}{% endfor %}
            {{- '\n</tools>\n\nFor each function call, return a json object with function name and arguments ' }}
            {{- 'within <tool_call></tool_call> XML tags:\n' }}
            {{- '<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call><|im_end|>\n' }}
        {%- elif first.role == 'system' %}
            {{- '<|im_start|>system\n' + first.content + '<|im_end|>\n' }}
        {%- endif %}
        {#- The last question that a person asked; thoughts before it are left out. #}
        {%- set ns = namespace(question=messages | length - 1, found=false) %}
        {%- for message in messages[::-1] %}
            {%- if not ns.found and message.role == 'user'
                and not (message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
                {%- set ns.found = true %}
                {%- set ns.question = messages | length - loop.index %}
            {%- endif %}
        {%- endfor %}
        {%- for message in messages %}
            {%- if message.role == 'user' or (message.role == 'system' and not loop.first) %}
                {{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}
            {%- elif message.role == 'assistant' %}
                {%- set content = message.content or '' %}
                {%- set thoughts = message.reasoning_content if message.reasoning_content is string else '' %}
                {%- if message.reasoning_content is not string and '</think>' in content %}
                    {%- set thoughts = content.split('</think>')[0].rstrip('\n').split('<think>')[-1].lstrip('\n') %}
                    {%- set content = content.split('</think>')[-1].lstrip('\n') %}
                {%- endif %}
                {{- '<|im_start|>assistant\n' }}
                {%- generation %}
                    {%- if loop.index0 > ns.question and (loop.last or thoughts) %}
                        {{- '<think>\n' + thoughts.strip('\n') + '\n</think>\n\n' + content.lstrip('\n') }}
                    {%- else %}
                        {{- content }}
                    {%- endif %}
                    {%- for call in message.tool_calls or [] %}
                        {%- set function = call.function or call %}
                        {{- '\n' if content or not loop.first else '' }}
                        {{- '<tool_call>\n{"name": "' + function.name + '", "arguments": ' }}
                        {{- function.arguments if function.arguments is string else function.arguments | tojson }}
                        {{- '}\n</tool_call>' }}
                    {%- endfor %}
                    {{- '<|im_end|>' }}
                {%- endgeneration %}
                {{- '\n' }}
            {%- elif message.role == 'tool' %}
                {{- '<|im_start|>user' if loop.first or loop.previtem.role != 'tool' else '' }}
                {{- '\n<tool_response>\n' + message.content + '\n</tool_response>' }}
                {{- '<|im_end|>\n' if loop.last or loop.nextitem.role != 'tool' else '' }}
            {%- endif %}
        {%- endfor %}
        {%- if add_generation_prompt %}
            {{- '<|im_start|>assistant\n' }}
            {{- '<think>\n\n</think>\n\n' if enable_thinking is defined and enable_thinking is false else '' }}
        {%- endif %}
        """;

    private const string DeepSeekSource = """
        {{- bos_token + messages | selectattr('role', 'equalto', 'system') | map(attribute='content') | join('\n\n') }}
        {%- set ns = namespace(answering=false) %}
        {%- for message in messages %}
            {%- if message.role == 'tool' %}
                {{- '\n' if ns.answering else '<｜tool▁outputs▁begin｜>' }}
                {{- '<｜tool▁output▁begin｜>' + message.content + '<｜tool▁output▁end｜>' }}
                {%- set ns.answering = true %}
            {%- elif message.role == 'user' %}
                {{- '<｜tool▁outputs▁end｜>' if ns.answering else '' }}
                {%- set ns.answering = false %}
                {{- '<｜User｜>' + message.content }}
            {%- elif message.role == 'assistant' %}
                {{- '<｜tool▁outputs▁end｜>' if ns.answering else '<｜Assistant｜>' }}
                {%- set ns.answering = false %}
                {%- generation %}
                    {{- message.content or '' }}
                    {%- for call in message.tool_calls or [] %}
                        {%- set function = call.function %}
                        {{- '<｜tool▁calls▁begin｜>' if loop.first else '\n' }}
                        {{- '<｜tool▁call▁begin｜>' + call.type + '<｜tool▁sep｜>' + function.name + '\n```json\n' }}
                        {{- function.arguments if function.arguments is string else function.arguments | tojson }}
                        {{- '\n```<｜tool▁call▁end｜>' + ('<｜tool▁calls▁end｜>' if loop.last else '') }}
                    {%- endfor %}
                    {{- '<｜end▁of▁sentence｜>' }}
                {%- endgeneration %}
            {%- endif %}
        {%- endfor %}
        {{- '<｜tool▁outputs▁end｜>' if ns.answering else '<｜Assistant｜>' if add_generation_prompt else '' }}
        """;

    private static readonly (string Name, string Source, string? Bos, string? Eos)[] s_all =
    [
        ("chatml", ChatMlSource, null, "<|im_end|>"),
        ("llama2", Llama2Source, "<s>", "</s>"),
        ("llama3", Llama3Source, "<|begin_of_text|>", "<|eot_id|>"),
        ("qwen", QwenSource, null, "<|im_end|>"),
        ("gemma", GemmaSource, "<bos>", "<eos>"),
        ("deepseek", DeepSeekSource, "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"),
    ];

    /// <summary>chatml, llama2, llama3, qwen, gemma, deepseek.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(each => each.Name)];

    /// <exception cref="ArgumentException">There is no template of that name.</exception>
    public static ChatTemplate Get(string name)
    {
        var (found, source, bos, eos) = s_all.FirstOrDefault(each => each.Name == name);
        if (found is null)
            throw new ArgumentException($"There is no built-in chat template {name}. There are {string.Join(", ", Names)}; others are read from a model's folder.", nameof(name));
        var tokens = new Dictionary<string, object?>();
        if (bos is not null) tokens["bos_token"] = bos;
        if (eos is not null) tokens["eos_token"] = eos;
        return new(source, name) { SpecialTokens = tokens };
    }
}
