using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Feedback as Gorse exports it.</summary>
internal sealed class GorseFeedbackPreset : HeaderPreset
{
    public override string Name => "gorse-feedback";
    public override ImportKind Kind => ImportKind.Events;

    protected override IReadOnlyList<string> Signature => ["FeedbackType", "UserId", "ItemId", "Timestamp"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [EventName] = ["FeedbackType"],
        [OccurredAt] = ["Timestamp"],
        [CustomerId] = ["UserId"],
        [ProductId] = ["ItemId"],
        [Value] = ["Value"],
    };
}
