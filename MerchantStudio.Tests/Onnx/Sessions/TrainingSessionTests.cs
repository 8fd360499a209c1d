using MerchantStudio.Core.Onnx.Sessions;

namespace MerchantStudio.Tests.Onnx.Sessions;

[Trait("Category", "Native")]
public sealed class TrainingSessionTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"checkpoint-{Guid.NewGuid():n}");

    [Fact]
    public void Run_PointsOfALine_FindsSlopeAndIntercept()
    {
        using var session = LineTraining.Start(0.05);
        session.Run(new LinePoints(400), (_, _) => { }, TestContext.Current.CancellationToken);
        var state = session.Snapshot();
        state.Step.ShouldBe(400);
        state.Values["slope"][0].ShouldBe(3f, 0.02f);
        state.Values["intercept"][0].ShouldBe(-1f, 0.02f);
    }

    [Fact]
    public void Run_AfterSaveAndRestore_HasTheLossesItWouldHaveHad()
    {
        using var session = LineTraining.Start(0.05);
        session.Run(new LinePoints(7), (_, _) => { }, TestContext.Current.CancellationToken);
        session.Snapshot().Save(_file);
        var whole = Losses(session, new LinePoints(6));

        using var other = LineTraining.Start(0.05);
        other.Restore(TrainingState.Load(_file));
        other.Step.ShouldBe(7);
        Losses(other, new LinePoints(6)).ShouldBe(whole);
    }

    [Fact]
    public void Run_Cancelled_StopsAfterTheStepAndKeepsItsState()
    {
        using var source = new CancellationTokenSource();
        using var session = LineTraining.Start(0.05);
        Should.Throw<OperationCanceledException>(() => session.Run(new LinePoints(100), (step, _) => CancelAt(step, 5, source), source.Token));
        session.Step.ShouldBe(5);
        session.Snapshot().Step.ShouldBe(5);
    }

    [Fact]
    public void Run_LossThatIsNotANumber_SaysAtWhichStep()
    {
        using var session = LineTraining.Start(double.NaN);
        Should.Throw<TrainingDivergedException>(() => session.Run(new LinePoints(10), (_, _) => { }, TestContext.Current.CancellationToken)).Step.ShouldBe(2);
    }

    [Fact]
    public void Run_SourceThatFails_LeavesTheSessionUsable()
    {
        using var session = LineTraining.Start(0.05);
        Should.Throw<InvalidOperationException>(() => session.Run(new LinePoints(10, failAt: 3), (_, _) => { }, TestContext.Current.CancellationToken));
        Losses(session, new LinePoints(2)).Length.ShouldBe(2);
    }

    [Fact]
    public void Load_FileThatIsCutOff_IsRefused()
    {
        using var session = LineTraining.Start(0.05);
        session.Snapshot().Save(_file);
        File.WriteAllBytes(_file, File.ReadAllBytes(_file)[..^3]);
        Should.Throw<InvalidDataException>(() => TrainingState.Load(_file)).Message.ShouldContain("cut off");
    }

    [Fact]
    public void Restore_StateOfAnotherGraph_IsRefused()
    {
        using var session = LineTraining.Start(0.05);
        Should.Throw<InvalidDataException>(() => session.Restore(new TrainingState(1, new Dictionary<string, float[]>()))).Message.ShouldContain("holds no");
    }

    [Fact]
    public void Restore_CheckpointOfAnotherGraphWithTheSameState_IsRefusedAndChangesNothing()
    {
        using (var other = LineTraining.Start(0.05, power: 4))
        {
            other.Run(new LinePoints(3), (_, _) => { }, TestContext.Current.CancellationToken);
            other.Snapshot().Save(_file);
        }

        using var session = LineTraining.Start(0.05);
        Should.Throw<InvalidDataException>(() => session.Restore(TrainingState.Load(_file))).Message.ShouldStartWith("The checkpoint was made by another graph");
        session.Snapshot().Step.ShouldBe(0);
        session.Snapshot().Values["slope"].ShouldBe([0f]);
    }

    [Fact]
    public void Load_CheckpointOfAnotherFormat_SaysWhichFormatItIs()
    {
        using var session = LineTraining.Start(0.05);
        session.Snapshot().Save(_file);
        var bytes = File.ReadAllBytes(_file);
        bytes[sizeof(uint)]++;
        File.WriteAllBytes(_file, bytes);
        Should.Throw<InvalidDataException>(() => TrainingState.Load(_file)).Message.ShouldContain("is of format 3; this version of the program reads format 2");
    }

    [Fact]
    public void GraphKey_OfTheSameGraphBuiltTwice_IsTheSame()
    {
        using var one = LineTraining.Start(0.05);
        using var other = LineTraining.Start(0.5);
        other.GraphKey.ShouldBe(one.GraphKey);
    }

    public void Dispose() => File.Delete(_file);

    private static void CancelAt(long step, long last, CancellationTokenSource source)
    {
        if (step == last)
        {
            source.Cancel();
        }
    }

    private static float[] Losses(TrainingSession session, LinePoints points)
    {
        var losses = new List<float>();
        session.Run(points, (_, loss) => losses.Add(loss), TestContext.Current.CancellationToken);
        return [.. losses];
    }
}
