using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Recommenders.SequentialRules;

/// <summary>Counts, for one item at a time, what follows it within a few baskets.</summary>
internal sealed class DirectedPairs
{
    private readonly InteractionData _data;
    private readonly int _steps;
    private readonly double _damping;
    private readonly int[] _customersPerItem;
    private readonly int[] _starts;
    private readonly int[] _positions;
    private readonly int[] _endOfCustomerAt;

    internal DirectedPairs(InteractionData data, int steps, double damping)
    {
        (_data, _steps, _damping) = (data, steps, damping);
        _customersPerItem = data.CustomersPerItem();
        (_starts, _positions, _endOfCustomerAt) = (new int[data.ItemCount + 1], new int[data.Count], new int[data.Count]);
        IndexByItem();
    }

    internal void FillRow(int item, Span<float> sums)
    {
        for (var i = _starts[item]; i < _starts[item + 1]; i++)
        {
            AddFollowers(_positions[i], sums);
        }

        if (_damping > 0)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] = sums[i] == 0 ? 0 : (float)(sums[i] / Math.Pow(_customersPerItem[i], _damping));
            }
        }
    }

    private void AddFollowers(int position, Span<float> sums)
    {
        var basket = _data.Baskets[position];
        for (var next = position + 1; next < _endOfCustomerAt[position] && _data.Baskets[next] - basket <= _steps; next++)
        {
            var distance = _data.Baskets[next] - basket;
            if (distance > 0)
            {
                sums[_data.Items[next]] += 1f / distance;
            }
        }
    }

    /// <summary>Where each item occurs, and where the customer's row ends there.</summary>
    private void IndexByItem()
    {
        foreach (var item in _data.Items)
        {
            _starts[item + 1]++;
        }

        for (var item = 0; item < _data.ItemCount; item++)
        {
            _starts[item + 1] += _starts[item];
        }

        var next = _starts[..^1];
        for (var customer = 0; customer < _data.CustomerCount; customer++)
        {
            for (var i = _data.Offsets[customer]; i < _data.Offsets[customer + 1]; i++)
            {
                _positions[next[_data.Items[i]]++] = i;
                _endOfCustomerAt[i] = _data.Offsets[customer + 1];
            }
        }
    }
}
