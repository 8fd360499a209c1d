using System.Globalization;
using System.Resources;
using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Features;
using MerchantStudio.Resources;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Evaluation;

public sealed class ProtocolTests
{
    public static TheoryData<string> Names => [.. ProtocolCatalog.All.Select(protocol => protocol.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Describe_EverySentence_HasWordsInBothLanguages(string name)
    {
        var words = new ResourceManager("MerchantStudio.Resources.ProtocolSentences", typeof(ProtocolSentences).Assembly);
        var facts = ProtocolCatalog.Get(name).Describe(PlantedShop.Build());
        facts.Sentences.Select(sentence => sentence.Key).ShouldBeSubsetOf(ProtocolWords.Keys);
        foreach (var culture in new[] { "en", "zh-CN" })
        {
            foreach (var (key, arguments) in facts.Sentences)
            {
                var format = words.GetString(key, CultureInfo.GetCultureInfo(culture)).ShouldNotBeNull();
                var sentence = string.Format(CultureInfo.InvariantCulture, format, [.. arguments]);
                arguments.ShouldAllBe(argument => sentence.Contains(argument));
            }
        }
    }

    [Fact]
    public void Final_TimeProtocol_SplitsAtEightyPercentOfTheTime()
    {
        var data = PlantedShop.Build();
        var border = TimeSplit.At(data, 0.8);

        var trials = new TimeProtocol("time", new RowRules()).Final(data);

        trials.Select(trial => trial.Candidates).ShouldBe([CandidateRule.AllItems, CandidateRule.NewToCustomer]);
        trials[0].Split.Train.Count.ShouldBe(data.UtcTicks.ToArray().Count(time => time < border));
    }

    [Fact]
    public void Tuning_TimeProtocol_NeverSeesTheTestPeriod()
    {
        var data = PlantedShop.Build();
        var border = TimeSplit.At(data, 0.8);
        var before = data.Where(i => data.UtcTicks[i] < border).Data;

        var relevant = new TimeProtocol("time", new RowRules()).Tuning(data)[0].Split.HeldOut.Sum(held => held.Relevant.Length);

        var validationFrom = TimeSplit.At(data, 0.64);
        relevant.ShouldBe(TimeSplit.Split(before, validationFrom).HeldOut.Sum(held => held.Relevant.Length));
    }

    [Fact]
    public void Final_LeaveLastOut_DiffersOnlyInWhatIsLearnt()
    {
        var trials = new LeaveLastOutProtocol().Final(PlantedShop.Build());

        trials[1].Split.Train.Count.ShouldBe(trials[0].Split.Train.Count + trials[0].Split.HeldOut.Count);
        trials[1].Cases.Select(held => held.Relevant[0]).ShouldBe(trials[0].Cases.Select(held => held.Relevant[0]));
        trials.ShouldAllBe(trial => trial.Ties == TieRule.Middle);
    }

    [Fact]
    public void Prepare_RetailTemporal_JoinsCasesAndDropsWhatIsNoArticleNumber()
    {
        var data = new InteractionDataBuilder()
            .Add("c", "85123a", "1", PlantedShop.Day(0)).Add("c", "85123A", "1", PlantedShop.Day(0)).Add("c", "POST", "1", PlantedShop.Day(0))
            .Add("c", "C2", "2", PlantedShop.Day(1)).Add("c", "22423", "2", PlantedShop.Day(1))
            .Build();

        var prepared = ProtocolCatalog.Get("retail-temporal").Prepare(data);

        prepared.ItemIds.Ids.ShouldBe(["22423", "85123A"]);
        prepared.Baskets.ToArray().ShouldBe([0, 1]);
    }

    [Fact]
    public void Get_NoSuchProtocol_NamesThoseThereAre() =>
        Should.Throw<ArgumentException>(() => ProtocolCatalog.Get("random")).Message.ShouldContain("leave-last-out");
}
