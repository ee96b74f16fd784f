using System.Reflection;
using System.Runtime.ExceptionServices;
using Hub.Core.Stores;

namespace Hub.AcceptanceTests.Http;

/// <summary>Any port of the real store, until its disk is full.</summary>
public class BrokenPort : DispatchProxy
{
    private object _inner = null!;
    private Func<bool> _isFull = null!;

    public static object Around(Type port, object inner, Func<bool> isFull)
    {
        var proxy = (BrokenPort)Create(port, typeof(BrokenPort));
        (proxy._inner, proxy._isFull) = (inner, isFull);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_isFull())
        {
            throw new StoreUnavailableException(StoreFault.Full, new IOException("No space left on device"));
        }

        try
        {
            return targetMethod!.Invoke(_inner, args);
        }
        catch (TargetInvocationException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerException!);
            throw;
        }
    }
}
