using System.Collections;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Analytics.Funnels;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Conversion;

/// <summary>One pass over a snapshot's rows that fills the table of visits.</summary>
internal sealed class VisitPass(Snapshot snapshot, ShopTime time, VisitTable table)
{
    private const int RowsBetweenChecks = 1 << 20;
    private static readonly byte[] s_stages = StagesOfKinds();

    private readonly CountryNames _countries = new(snapshot);
    private readonly int[] _categories = new CategoryCodes(snapshot).FromColumns;
    private readonly BitArray _ordersSeen = new(snapshot.Orders.Count);
    private readonly int[] _sourceOf = table.Dimensions[ConversionDimension.Source].Codes;
    private readonly int[] _deviceOf = table.Dimensions[ConversionDimension.Device].Codes;
    private readonly int[] _countryOf = table.Dimensions[ConversionDimension.Country].Codes;
    private readonly int[] _categoryOf = table.Dimensions[ConversionDimension.Category].Codes;
    private readonly int[] _visitorOf = table.Dimensions[ConversionDimension.Visitor].Codes;
    private int _customer = -1;
    private int _rowsOfCustomer;

    public Dictionary<(int Day, int Hour), int> OrdersOutside { get; } = [];

    public void Run(CancellationToken cancellationToken)
    {
        Array.Fill(table.Day, int.MinValue);
        for (var from = 0; from < snapshot.RowCount; from += RowsBetweenChecks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Read(from, Math.Min(from + RowsBetweenChecks, snapshot.RowCount));
        }
    }

    private void Read(int from, int to)
    {
        var columns = new EventColumns(snapshot);
        var countries = new RowCountries(snapshot, _countries);
        var customers = snapshot.RowCustomer;
        var orders = snapshot.RowOrder;
        var clock = time.Clock.Read();
        for (var row = from; row < to; row++)
        {
            var customer = customers[row];
            if (customer != _customer || customer < 0)
            {
                (_customer, _rowsOfCustomer) = (customer, 0);
            }
            var (session, kind) = (columns.Session[row], columns.Kind[row]);
            if (session < 0)
            {
                AddOutside(kind, orders[row], columns.Time[row], ref clock);
                _rowsOfCustomer++;
                continue;
            }
            if (table.Day[session] == int.MinValue)
            {
                Begin(session, clock.ToLocal(columns.Time[row]));
            }
            _rowsOfCustomer++;
            table.Stage[session] = Math.Max(table.Stage[session], s_stages[(int)kind]);
            if (kind <= InteractionKind.Refund)
            {
                table.Revenue[session] += columns.Amount[row];
                if (orders[row] is >= 0 and var order)
                {
                    _ordersSeen[order] = true;
                }
            }
            Learn(ref _sourceOf[session], EventColumns.CodeAt(columns.Source, row));
            Learn(ref _deviceOf[session], EventColumns.CodeAt(columns.Device, row));
            if (_countryOf[session] < 0)
            {
                _countryOf[session] = countries.Of(row, customer);
            }
            if (_categoryOf[session] < 0 && columns.CategoryOf(row) is >= 0 and var category)
            {
                _categoryOf[session] = _categories[category];
            }
        }
    }

    private void Begin(int session, long local)
    {
        table.Day[session] = ShopClock.DayNumberOfLocal(local);
        table.Hour[session] = (byte)ShopClock.HourOfLocal(local);
        _visitorOf[session] = _rowsOfCustomer == 0 ? 0 : 1;
    }

    private void AddOutside(InteractionKind kind, int order, long at, ref ShopClock.Cursor clock)
    {
        if (kind != InteractionKind.Purchase || order < 0 || _ordersSeen[order])
        {
            return;
        }
        _ordersSeen[order] = true;
        var local = clock.ToLocal(at);
        CollectionsMarshal.GetValueRefOrAddDefault(OrdersOutside, (ShopClock.DayNumberOfLocal(local), ShopClock.HourOfLocal(local)), out _)++;
    }

    private static void Learn(ref int place, int code) => place = place >= 0 ? place : code;

    private static byte[] StagesOfKinds()
    {
        var stages = new byte[256];
        stages[(int)InteractionKind.ViewItem] = 1;
        stages[(int)InteractionKind.AddToCart] = 2;
        foreach (var kind in (InteractionKind[])[InteractionKind.BeginCheckout, InteractionKind.AddShippingInfo, InteractionKind.AddPaymentInfo])
        {
            stages[(int)kind] = 3;
        }
        stages[(int)InteractionKind.Purchase] = 4;
        return stages;
    }
}
