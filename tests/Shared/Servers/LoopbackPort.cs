using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hub.Tests.Servers;

/// <summary>
/// Ports for servers that are stopped and started again under the same number. They lie below those that the system gives to
/// outgoing connections (Linux: 32768), so that nobody sits on one while its server is down.
/// </summary>
public static class LoopbackPort
{
    private const int First = 20_000;
    private const int Count = 12_000;
    private static readonly Lock Gate = new();

    // The same for every run on the machine, wherever a run keeps its other files.
    private static readonly string Place = Environment.GetEnvironmentVariable("HUB_TEST_PORTS") ?? Path.GetTempPath();
    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Place, $"hub-test-ports-{Environment.UserName}")).FullName;
    private static readonly List<FileStream> Reserved = [];
    private static int _last = Environment.ProcessId * 37 % Count;

    /// <summary>A free port that no other test process is given while this one lives.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            for (var turn = 0; turn < Count; turn++)
            {
                _last = (_last + 1) % Count;
                if (IsFree(First + _last) && TryReserve(First + _last))
                {
                    return First + _last;
                }
            }
        }

        throw new InvalidOperationException("There is no free loopback port.");
    }

    // The lock goes with the process, however it ends. The file stays: one that is deleted can be locked twice.
    private static bool TryReserve(int port)
    {
        try
        {
            Reserved.Add(new FileStream(Path.Combine(Folder, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            return true;
        }
        catch (Exception held) when (held is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
