using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>What the record says about an order.</summary>
/// <param name="IsRecorded">False for an order that only events name.</param>
/// <param name="Status">Its status.</param>
/// <param name="Customer">Code of the customer, -1 for none.</param>
/// <param name="Time">Unix milliseconds.</param>
internal readonly record struct OrderNote(bool IsRecorded, OrderStatus Status, int Customer, long Time);

/// <summary>Notes by the order's code.</summary>
internal sealed class OrderNotes
{
    private static readonly OrderNote s_none = new(IsRecorded: false, OrderStatus.Completed, -1, long.MinValue);

    private readonly List<OrderNote> _notes = [];

    public OrderNote Of(int order) => order < _notes.Count ? _notes[order] : s_none;

    public void Set(int order, OrderNote note)
    {
        while (_notes.Count <= order)
        {
            _notes.Add(s_none);
        }

        _notes[order] = note;
    }
}
