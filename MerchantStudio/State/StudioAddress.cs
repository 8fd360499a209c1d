using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace MerchantStudio.State;

/// <summary>What the address bar says: shop, period and the page's own keys. A link reopens exactly what was seen.</summary>
public sealed class StudioAddress
{
    public const string ShopKey = "shop";
    public const string FromKey = "from";
    public const string ToKey = "to";
    public const string PeriodKey = "period";
    public const string CompareKey = "compare";

    // Kept when going from one page to another; a page's own filters are not.
    private static readonly string[] s_sharedKeys = [ShopKey, FromKey, ToKey, PeriodKey, CompareKey];

    private readonly Dictionary<string, string> _query;

    public StudioAddress(Uri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        Path = uri.AbsolutePath;
        _query = QueryHelpers.ParseQuery(uri.Query).ToDictionary(
            pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
    }

    public string Path { get; }
    public string? Shop => this[ShopKey];
    public string? Preset => this[PeriodKey];
    public DateOnly? From => Day(FromKey);
    public DateOnly? To => Day(ToKey);
    public bool Compare => this[CompareKey] != "0";

    public string? this[string key] => _query.TryGetValue(key, out var value) && value.Length > 0 ? value : null;

    public int Whole(string key, int otherwise) =>
        int.TryParse(this[key], NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>Address of another page for the same shop and period.</summary>
    public string Link(string path, params ReadOnlySpan<(string Key, string? Value)> more) =>
        Build(path, _query.Where(pair => s_sharedKeys.Contains(pair.Key, StringComparer.OrdinalIgnoreCase)), more);

    /// <summary>Address of this page with some keys changed; a null value takes the key away.</summary>
    public string With(params ReadOnlySpan<(string Key, string? Value)> changes) => Build(Path, _query, changes);

    public static string FormatDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Build(string path, IEnumerable<KeyValuePair<string, string>> kept, ReadOnlySpan<(string Key, string? Value)> changes)
    {
        var query = new Dictionary<string, string>(kept, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in changes)
        {
            _ = query.Remove(key);
            if (value is not null)
            {
                query[key] = value;
            }
        }
        return query.Count == 0 ? path : QueryHelpers.AddQueryString(path, query!);
    }

    private DateOnly? Day(string key) =>
        DateOnly.TryParseExact(this[key], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
