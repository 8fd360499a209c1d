namespace MerchantStudio.Core.Onnx.Sessions;

/// <summary>
/// Native objects that belong together, closed in the opposite order of their making: what was made later refers to what was made
/// before. A constructor that fails half-way closes what it has made so far.
/// </summary>
internal sealed class Owned : IDisposable
{
    private readonly Stack<IDisposable> _held = [];

    public T Hold<T>(T made)
        where T : IDisposable
    {
        _held.Push(made);
        return made;
    }

    public void Dispose()
    {
        while (_held.TryPop(out var made))
        {
            made.Dispose();
        }
    }
}
