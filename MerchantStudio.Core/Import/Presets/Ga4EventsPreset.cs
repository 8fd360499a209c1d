using MerchantStudio.Core.Domain;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>Google Analytics 4 e-commerce events, one row an item of an event.</summary>
internal sealed class Ga4EventsPreset : HeaderPreset
{
    public override string Name => "ga4-events";
    public override ImportKind Kind => ImportKind.Events;

    protected override IReadOnlyList<string> Signature =>
        ["event_name", "event_timestamp|event_date|event_time", "user_pseudo_id|user_id"];

    protected override IReadOnlyDictionary<ImportField, string[]> Fields { get; } = new Dictionary<ImportField, string[]>
    {
        [EventName] = ["event_name"],
        [OccurredAt] = ["event_timestamp", "event_time", "event_date"],
        [CustomerId] = ["user_id"],
        [VisitorId] = ["user_pseudo_id"],
        [SessionId] = ["ga_session_id", "session_id"],
        [ProductId] = ["item_id", "items.item_id"],
        [OrderId] = ["transaction_id"],
        [Quantity] = ["quantity", "items.quantity"],
        [Price] = ["price", "items.price"],
        [Category] = ["item_category", "items.item_category"],
        [Country] = ["country", "geo.country"],
        [Source] = ["source", "traffic_source.source", "collected_traffic_source.manual_source"],
        [Device] = ["device_category", "device.category"],
        [Value] = ["search_term", "page_location"],
    };
}
