using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import;

/// <summary>Whatever the bytes: no exception but the one that says what is wrong with the file, and every row accounted for.</summary>
public sealed class ImportFuzzTests
{
    [Fact]
    public void Read_AnyBytes_AccountsForEveryRow()
    {
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Select(list => list.ToArray());
        Prop.ForAll(bytes.ToArbitrary(), Accounts).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(400));
    }

    [Fact]
    public void Read_DamagedExports_AccountsForEveryRow()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "TestData", "Csv"), "*.csv").Select(File.ReadAllBytes).ToList();
        var damaged =
            from file in Gen.Elements(files.AsEnumerable())
            from hits in Gen.Choose(0, file.Length - 1).SelectMany(at => Gen.Elements(0, 10, 13, 34, 44, 128, 255, 65).Select(value => (at, value))).ListOf(12)
            from end in Gen.Choose(file.Length / 2, file.Length)
            select Damage(file, hits, end);
        Prop.ForAll(damaged.ToArbitrary(), Accounts).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    private static byte[] Damage(byte[] file, IEnumerable<(int At, int Value)> hits, int end)
    {
        var copy = file.ToArray();
        foreach (var (at, value) in hits)
        {
            copy[at] = (byte)value;
        }

        return copy[..end];
    }

    private static void Accounts(byte[] bytes)
    {
        var probe = new ImportProbe();
        var source = ImportSource.FromBytes("fuzz.csv", bytes);
        var inspection = probe.InspectAsync(source).GetAwaiter().GetResult();
        if (inspection.Problem is not null)
        {
            return;
        }

        try
        {
            probe.ReadAsync(source, inspection).GetAwaiter().GetResult().ShouldAccountForEveryRow();
        }
        catch (ImportFileException refused)
        {
            refused.Problem.Key.ShouldNotBeEmpty(Encoding.Latin1.GetString(bytes));
        }
    }
}
