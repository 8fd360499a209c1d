using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>The event log of the REES46 open data sets.</summary>
internal sealed class Rees46EventsPreset : HeaderPreset
{
    public override string Name => "rees46-events";
    public override ImportKind Kind => ImportKind.Events;

    protected override IReadOnlyList<string> Signature => ["event_time", "event_type", "product_id", "user_id", "user_session"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [EventName] = ["event_type"],
        [OccurredAt] = ["event_time"],
        [CustomerId] = ["user_id"],
        [SessionId] = ["user_session"],
        [ProductId] = ["product_id"],
        [Price] = ["price"],
        [Category] = ["category_code"],
    };
}
