using System.Security.Cryptography;
using System.Text;

namespace MerchantStudio.Core.Import.Recognition;

/// <summary>Compares headers by what they say: case, full-width letters and surplus blanks do not count.</summary>
internal static class HeaderText
{
    public static string Normalise(string header)
    {
        var text = header.Normalize(NormalizationForm.FormKC).Trim().Trim('\uFEFF', '"', '\'').ToLowerInvariant();
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Names made unique, in file order: the second "SKU" is "SKU (2)", a nameless column "Column 3".</summary>
    public static IReadOnlyList<string> MakeUnique(IReadOnlyList<string> headers)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>(headers.Count);
        foreach (var header in headers)
        {
            var wanted = header.Trim().Length == 0 ? FormattableString.Invariant($"Column {names.Count + 1}") : header.Trim();
            var name = wanted;
            for (var n = 2; !seen.Add(Normalise(name)); n++)
            {
                name = FormattableString.Invariant($"{wanted} ({n})");
            }

            names.Add(name);
        }

        return names;
    }

    /// <summary>SHA-256 over the sorted names, hex: the same for a header whose columns were moved, and for its set-aside rows.</summary>
    public static string Fingerprint(IEnumerable<string> headers)
    {
        var joined = string.Join('\u001F', headers.Where(header => !OwnColumns.IsOwn(header)).Select(Normalise).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(joined)));
    }
}
