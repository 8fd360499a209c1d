using System.Globalization;
using System.Text.RegularExpressions;
using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Evaluation.Protocols;

/// <summary>Which items a protocol counts and under which name.</summary>
public sealed record RowRules
{
    /// <summary>Items whose id does not match are left out; null: all items stay. Matched after <see cref="UpperCaseItems"/>.</summary>
    public string? ItemPattern { get; init; }

    /// <summary>Ids that differ only in case are one item.</summary>
    public bool UpperCaseItems { get; init; }

    public InteractionData Apply(InteractionData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (ItemPattern is null && !UpperCaseItems)
        {
            return data;
        }

        var names = data.ItemIds.Ids.Select(NameOf).ToArray();
        var builder = new InteractionDataBuilder();
        for (var customer = 0; customer < data.CustomerCount; customer++)
        {
            for (var i = data.Offsets[customer]; i < data.Offsets[customer + 1]; i++)
            {
                if (names[data.Items[i]] is { } name)
                {
                    var basket = data.Baskets[i].ToString(CultureInfo.InvariantCulture);
                    builder.Add(data.CustomerIds[customer], name, basket, data.UtcTicks[i], data.Quantities[i]);
                }
            }
        }

        return builder.Build();
    }

    private string? NameOf(string id)
    {
        var name = UpperCaseItems ? id.ToUpperInvariant() : id;
        var matches = ItemPattern is null || Regex.IsMatch(name, ItemPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return matches ? name : null;
    }
}
