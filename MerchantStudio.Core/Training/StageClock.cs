namespace MerchantStudio.Core.Training;

/// <summary>Seconds of each stage of a model's training.</summary>
internal sealed class StageClock(TimeProvider clock)
{
    private readonly Dictionary<string, double> _seconds = [];

    public IReadOnlyDictionary<string, double> Seconds => _seconds;

    public T Timed<T>(string stage, Func<T> work)
    {
        var start = clock.GetTimestamp();
        var result = work();
        _seconds[stage] = _seconds.GetValueOrDefault(stage) + clock.GetElapsedTime(start).TotalSeconds;
        return result;
    }
}
