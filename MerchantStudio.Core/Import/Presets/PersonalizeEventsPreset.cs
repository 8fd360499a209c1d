using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Interactions in the schema of Amazon Personalize.</summary>
internal sealed class PersonalizeEventsPreset : HeaderPreset
{
    public override string Name => "personalize-events";
    public override ImportKind Kind => ImportKind.Events;

    protected override IReadOnlyList<string> Signature => ["USER_ID", "ITEM_ID", "TIMESTAMP"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [EventName] = ["EVENT_TYPE"],
        [OccurredAt] = ["TIMESTAMP"],
        [CustomerId] = ["USER_ID"],
        [ProductId] = ["ITEM_ID"],
        [Value] = ["EVENT_VALUE"],
    };
}
