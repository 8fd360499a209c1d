using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Tests.Support;

/// <summary>A snapshot put straight into an application's data folder; the shop's record stays empty.</summary>
internal static class PlantedSnapshot
{
    public static void PutSnapshot(this StudioApp app, Shop shop, Action<SnapshotBuilder> fill)
    {
        var builder = new SnapshotBuilder(new SnapshotShop(shop.Id, shop.Currency, shop.TimeZoneId, shop.SessionGapMinutes, shop.DataVersion));
        fill(builder);
        var folder = Directory.CreateDirectory(Path.Combine(app.DataFolder, "snapshots", $"{shop.Id}")).FullName;
        builder.Write(Path.Combine(folder, $"{shop.DataVersion}.snapshot"));
    }

    /// <summary>An order of one line.</summary>
    public static SnapshotRow Order(string? customer, DateTime utc, long amountMinor, string item = "p") => new()
    {
        CustomerKey = customer, ItemKey = item, Kind = amountMinor < 0 ? InteractionKind.Refund : InteractionKind.Purchase, AmountMinor = amountMinor,
        Time = new DateTimeOffset(utc, TimeSpan.Zero).ToUnixTimeMilliseconds(), OrderKey = FormattableString.Invariant($"{customer}-{utc.Ticks}-{item}"),
    };
}
