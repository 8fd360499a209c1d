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

    /// <summary>Names of the file's own columns.</summary>
    public const string OwnNames = "own-names";

    /// <summary>Different texts that are kept of one own column; what more there are is told as <see cref="OtherText"/>.</summary>
    public const int MostOwnTexts = 1_000;

    /// <summary>Stands for the texts beyond <see cref="MostOwnTexts"/>.</summary>
    public const string OtherText = "other";

    /// <summary>Columns of codes into a string table of the same name, in the order of <see cref="Domain.EventText"/>.</summary>
    public static IReadOnlyList<string> Coded { get; } =
        ["name", "customer", "visitor", "product", "order", "category", "country", "source", "device", "value"];

    /// <summary>Codes of an own column, and the string table that they lead into.</summary>
    public static IReadOnlyList<string> Own { get; } = [.. Enumerable.Range(0, Domain.EventBlock.MostOwn).Select(i => "own-" + i.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    public static string InGroup(string column, int group) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{column}.{group}");
}
