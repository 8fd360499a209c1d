using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Csv;
using MerchantStudio.Core.Import.Decoding;
using MerchantStudio.Core.Import.Rows;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import.Rows;

public sealed class EventRowMapperTests
{
    private const string Header = "event_time,event_type,user_id,session_id,product_id,price,quantity,category,search_term,visitor_id,remark\n";

    private static readonly Gen<string> s_row =
        from time in Gen.Elements("2025-01-06T06:02:58Z", "2025-01-06 06:02:59", "2025-03-30 01:30:00", "yesterday", "", "2025-02-30 10:00:00")
        from name in Gen.Elements("view_item", "pv", "Buy", "spun the wheel", "")
        from user in Gen.Elements("u1", "17850.0", "13812345678", "ann@example.org", "Ann Lee", "=\"0042\"", "6.9E+18", "-", "")
        from session in Gen.Elements("s1", "s 2", "")
        from product in Gen.Elements("p1", "'p2", "茶", "")
        from price in Gen.Elements("9.99", "", "1,000.5", "free", "-3")
        from quantity in Gen.Elements("", "2", "x")
        from category in Gen.Elements("", "tea", "\"a,b\"")
        from words in Gen.Elements("", "green tea")
        from visitor in Gen.Elements("", "v1")
        from remark in Gen.Elements("", "ok")
        select string.Join(',', time, name, user, session, product, price, quantity, category, words, visitor, remark);

    [Fact]
    public void Map_OfAnyRows_GivesTheEventsAndFaultsThatTheObviousMapperGives() =>
        Prop.ForAll(s_row.ListOf().Select(rows => string.Join('\n', rows)).ToArbitrary(), Agrees).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public async Task Read_OfEventsThatSayTheSame_GivesThemTheSameKeyAndOthersAnother()
    {
        var result = await new ImportProbe().ReadAsync(
            Header + "2025-01-06T06:02:58Z,view_item,u1,s1,p1,9.99,,,,,\n2025-01-06T06:02:58Z,view_item,u1,s1,p1,8.99,,,,,\n2025-01-06T06:02:59Z,view_item,u1,s1,p1,9.99,,,,,\n");
        var keys = result.Rows.Cast<EventRow>().Select(row => row.EventKey).ToList();
        keys[1].ShouldBe(keys[0]);
        keys[2].ShouldNotBe(keys[0]);
    }

    [Fact]
    public async Task Read_OfEventsWithManyColumnsOfTheirOwn_KeepsTheFirstThatAreNeitherPersonalNorUserAgents()
    {
        var result = await new ImportProbe().ReadAsync(
            "event_time,event_type,visitor_id,product_id,plan,customer_email,user_agent,a,b,c,d,e,f,g,h\n"
            + "2025-01-06T06:02:58Z,view_item,v1,p1,gold,ann@example.org,Mozilla/5.0 (iPhone),x,x,x,x,x,x,x,x\n"
            + "2025-01-06T06:02:59Z,view_item,v2,p1,gold,bob@example.org,Mozilla/5.0 (compatible; AhrefsBot/7.0),x,x,x,x,x,x,x,x\n");

        result.Rows.Cast<EventRow>().ShouldHaveSingleItem().Attributes!.Keys.ShouldBe(["plan", "a", "b", "c", "d", "e", "f", "g"]);
        result.SetAside.ShouldHaveSingleItem().Reason.ShouldBe(RowReasons.BotAgent);
        result.ShouldAccountForEveryRow();
    }

    private static bool Agrees(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(Header + text + "\n");
        var probe = new ImportProbe { Request = new ImportRequest { Kind = ImportKind.Events } };
        var plan = probe.InspectAsync(ImportSource.FromBytes("e.csv", [.. Encoding.UTF8.GetBytes(Header), .. "2025-01-06T06:02:58Z,view_item,u1,s1,p1,9.99,1,tea,green,v1,ok\n"u8])).GetAwaiter().GetResult().Plan!;
        var latest = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var (ours, plain) = (new CellReader(plan, probe.Shop, new BoundColumns(plan), latest), new CellReader(plan, probe.Shop, new BoundColumns(plan), latest));
        using var source = Utf8Source.Open(ImportSource.FromBytes("e.csv", bytes), new ImportOptions(), "utf-8");
        using var block = new CsvBlockReader(source, (byte)',', new ImportOptions()).Next()!;
        var events = new EventBlock();
        events.Clear(block.RecordCount, new BoundColumns(plan).OwnOfEvents);
        var (sink, plainSink) = (new RowSink { Events = events }, new RowSink());
        var (mapper, plainMapper) = (new EventRowMapper(), new PlainEventMapper());
        for (var record = 1; record < block.RecordCount; record++)
        {
            ours.Begin(block, record);
            plain.Begin(block, record);
            mapper.Map(ours, record, sink);
            plainMapper.Map(plain, record, plainSink);
            ours.Fault.ShouldBe(plain.Fault);
        }

        events.Select(Show).ShouldBe(plainSink.Rows.Select(Show));
        EventBlock.Of([.. plainSink.Rows]).Select(Show).ShouldBe(plainSink.Rows.Select(Show));
        return true;
    }

    /// <summary>All but the key, which the two make in different ways.</summary>
    private static string Show(ImportedRow row) =>
        ((EventRow)row with { EventKey = "", Attributes = null }) + string.Join(';', row.Attributes?.Select(pair => pair.Key + "=" + pair.Value) ?? []);
}
