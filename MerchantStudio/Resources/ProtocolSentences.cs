namespace MerchantStudio.Resources;

/// <summary>The rules of an evaluation in words; the keys are those of <c>ProtocolWords</c>.</summary>
public sealed class ProtocolSentences;
