namespace MerchantStudio.Core.Storage.Events;

/// <summary>
/// Sections of an event segment. Rows are kept in groups; the sections of group g have g after their name. A column that
/// is absent in a whole group has no section there.
/// </summary>
internal static class EventColumns
{
    public const int RowsPerGroup = 1 << 16;

    /// <summary>Row count of each group.</summary>
    public const string Groups = "groups";

    public const string KeyHash = "key";
    public const string Time = "time";
    public const string Session = "session";
    public const string Quantity = "quantity";
    public const string Price = "price";
    public const string Attributes = "attributes";

    /// <summary>Columns of codes into a string table of the same name, in the order of <see cref="Domain.EventText"/>.</summary>
    public static IReadOnlyList<string> Coded { get; } =
        ["name", "customer", "visitor", "product", "order", "category", "country", "source", "device", "value"];

    public static string InGroup(string column, int group) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{column}.{group}");
}
