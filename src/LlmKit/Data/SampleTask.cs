namespace LlmKit.Data;

/// <summary>What a sample can teach.</summary>
public enum SampleTask
{
    /// <summary>Answering: a conversation that an assistant ends.</summary>
    Chat,

    /// <summary>Continuing text: nothing but text.</summary>
    PreTraining,

    /// <summary>Naming the class of a text.</summary>
    Classification,

    /// <summary>Placing similar texts close together.</summary>
    Embedding,

    /// <summary>Preferring one answer to another (DPO, reward models).</summary>
    Preference,

    /// <summary>Telling wanted from unwanted answers that do not come in pairs (KTO).</summary>
    Unpaired,

    /// <summary>A question whose answers the model finds itself (PPO, GRPO).</summary>
    Prompt,
}
