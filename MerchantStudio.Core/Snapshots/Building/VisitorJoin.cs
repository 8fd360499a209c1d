namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// Whose visitors are whose: a visitor's events belong to the customer whom the visitor's earliest event with a
/// customer key names; a visitor without such an event is a customer of its own.
/// </summary>
internal sealed class VisitorJoin
{
    private readonly int[] _customerOfVisitor;

    public VisitorJoin(RawRows rows, int customers, int visitors)
    {
        _customerOfVisitor = new int[visitors];
        Array.Fill(_customerOfVisitor, -1);
        if (visitors > 0)
        {
            FindCustomers(rows, new long[visitors]);
        }

        Anonymous = [.. Enumerable.Range(0, visitors).Where(visitor => _customerOfVisitor[visitor] < 0)];
        for (var i = 0; i < Anonymous.Length; i++)
        {
            _customerOfVisitor[Anonymous[i]] = customers + i;
        }
    }

    /// <summary>Visitors who stay anonymous; they follow the customers, in this order.</summary>
    public int[] Anonymous { get; }

    /// <summary>The customer of a raw row, -1 for nobody.</summary>
    public int CustomerOf(RawRows rows, int row) =>
        rows.Customer[row] is >= 0 and var customer ? customer : rows.Visitor[row] is >= 0 and var visitor ? _customerOfVisitor[visitor] : -1;

    private void FindCustomers(RawRows rows, long[] since)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var (customer, visitor) = (rows.Customer[row], rows.Visitor[row]);
            if (customer >= 0 && visitor >= 0 && (_customerOfVisitor[visitor] < 0 || rows.Time[row] < since[visitor]))
            {
                _customerOfVisitor[visitor] = customer;
                since[visitor] = rows.Time[row];
            }
        }
    }
}
