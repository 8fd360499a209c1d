namespace MerchantStudio.Core.Features;

/// <summary>The raw columns of <see cref="InteractionData"/>; lengths are checked when the data is made of them.</summary>
internal readonly record struct InteractionColumns(int[] Offsets, int[] Items, int[] Baskets, long[] UtcTicks, float[] Quantities)
{
    internal static void Check(InteractionColumns columns, int customers, int items)
    {
        var count = columns.Items.Length;
        if (columns.Offsets.Length != customers + 1 || columns.Offsets[0] != 0 || columns.Offsets[^1] != count)
        {
            throw new ArgumentException($"{customers} customers and {count} interactions need {customers + 1} offsets from 0 to {count}.");
        }

        if (columns.Baskets.Length != count || columns.UtcTicks.Length != count || columns.Quantities.Length != count)
        {
            throw new ArgumentException($"Every column needs {count} values.");
        }

        foreach (var item in columns.Items)
        {
            if ((uint)item >= (uint)items)
            {
                throw new ArgumentOutOfRangeException(nameof(columns), item, $"An item index must be below {items}.");
            }
        }
    }
}
