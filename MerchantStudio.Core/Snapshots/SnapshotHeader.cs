using System.Text.Json;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Snapshots;

/// <summary>What a snapshot is of, and how large.</summary>
public sealed record SnapshotHeader
{
    /// <summary>Raised when the columns change their meaning; a snapshot of another format is rebuilt.</summary>
    public const int CurrentFormat = 2;

    public required int FormatVersion { get; init; }
    public required int ShopId { get; init; }

    /// <summary>Version of the shop's record that the snapshot shows.</summary>
    public required long DataVersion { get; init; }

    public required string Currency { get; init; }
    public required string TimeZoneId { get; init; }
    public required int SessionGapMinutes { get; init; }

    /// <summary>Known customers and anonymous visitors.</summary>
    public required int CustomerCount { get; init; }

    /// <summary>Those of <see cref="CustomerCount"/> who never gave a customer key.</summary>
    public required int AnonymousCount { get; init; }

    public required int ItemCount { get; init; }
    public required int OrderCount { get; init; }
    public required int SessionCount { get; init; }
    public required int RowCount { get; init; }

    /// <summary>Rows at the end that belong to no customer.</summary>
    public required int RowsWithoutCustomer { get; init; }

    /// <summary>Events of the record that are not among the rows, because only programs do so many in a minute.</summary>
    public int MachineRows { get; init; }

    /// <summary>Visitors whose events those are.</summary>
    public int Machines { get; init; }

    /// <summary>Time of the first row; null when there are no rows.</summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>Time of the last row, inclusive.</summary>
    public DateTime? ToUtc { get; init; }

    /// <summary>Hash of every column, 16 hexadecimal digits: equal when the content is equal.</summary>
    public required string Fingerprint { get; init; }

    internal static SnapshotHeader Read(ColumnFile file)
    {
        try
        {
            return JsonSerializer.Deserialize<SnapshotHeader>(file.Column<byte>(SnapshotSections.Header))
                ?? throw new ColumnFileException("The snapshot has no header.");
        }
        catch (JsonException exception)
        {
            throw new ColumnFileException("The snapshot's header cannot be read.", exception);
        }
    }
}

/// <summary>Names of the sections of a snapshot file.</summary>
internal static class SnapshotSections
{
    public const string Header = "header";
    public const string Offsets = "customer-offsets";
    public const string RowCustomer = "row-customer";
    public const string RowItem = "row-item";
    public const string RowKind = "row-kind";
    public const string RowTime = "row-time";
    public const string RowQuantity = "row-quantity";
    public const string RowAmount = "row-amount";
    public const string RowSession = "row-session";
    public const string RowOrder = "row-order";
    public const string RowOwn = "row-own";
    public const string KindNames = "kind-names";
    public const string OwnNames = "own-names";

    public const string CustomerKeys = "customer-keys";
    public const string CustomerFlags = "customer-flags";
    public const string CustomerCountry = "customer-country";
    public const string CustomerCity = "customer-city";
    public const string CustomerTags = "customer-tags";
    public const string CustomerSince = "customer-since";

    public const string ItemKeys = "item-keys";
    public const string ItemTitles = "item-titles";
    public const string ItemTexts = "item-texts";
    public const string ItemTags = "item-tags";
    public const string ItemImages = "item-images";
    public const string ItemCategory = "item-category";
    public const string ItemBrand = "item-brand";
    public const string ItemPrice = "item-price";
    public const string ItemCost = "item-cost";
    public const string ItemStock = "item-stock";
    public const string ItemParent = "item-parent";
    public const string ItemFlags = "item-flags";

    public const string OrderKeys = "order-keys";
    public const string OrderStatus = "order-status";
    public const string OrderFlags = "order-flags";
    public const string OrderCustomer = "order-customer";
    public const string OrderTime = "order-time";

    public static string Attribute(RowAttribute attribute) => "attribute-" + attribute;

    public static string Own(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"own-{number}");

    /// <summary>Section of the codes of a dictionary column; its names are a string table under the column's own name.</summary>
    public static string Codes(string column) => column + ".codes";
}
