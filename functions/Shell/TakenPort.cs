using System.Net;
using System.Net.Sockets;
using Hub.Core;
using Hub.Functions.Settings;

namespace Hub.Functions.Shell;

/// <summary>A server that cannot listen where it was told to.</summary>
internal static class TakenPort
{
    /// <summary>Looks before anything is opened or logged. Whoever takes the port in the moment after is met by <see cref="Of"/>.</summary>
    /// <param name="urls">As <see cref="SettingsRules.AreListened"/> takes them.</param>
    public static void Refuse(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                var binding = BindingAddress.Parse(url);
                if (binding.Port != 0)
                {
                    using var probe = new TcpListener(Address(binding.Host), binding.Port);
                    probe.Start();
                }
            }
            catch (SocketException taken) when (Refusal(taken, url) is { } refusal)
            {
                throw refusal;
            }
        }
    }

    private static IPAddress Address(string host) => IPAddress.TryParse(host, out var address) ? address : host is "localhost" ? IPAddress.Loopback : IPAddress.Any;

    /// <summary>What to throw instead; null when the failure is another one.</summary>
    public static Exception? Of(Exception failure, string urls)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return Refusal(socket, urls);
            }
        }

        return null;
    }

    private static Exception? Refusal(SocketException socket, string urls)
    {
        Bilingual? text = socket.SocketErrorCode switch
        {
            SocketError.AccessDenied => new($"không được phép lắng nghe tại {urls}: chọn cổng từ 1024 trở lên", $"this account may not listen on {urls}: choose a port of 1024 or above"),
            SocketError.AddressNotAvailable => new($"máy này không có địa chỉ {urls}", $"this machine has no address {urls}"),
            SocketError.AddressAlreadyInUse => new($"cổng của {urls} đang được chương trình khác dùng: dừng chương trình đó, hoặc chọn cổng khác bằng --urls", $"the port of {urls} is taken by another program: stop that one, or choose another port by --urls"),
            _ => null,
        };

        // Who starts it by hand mends the argument; a service manager must try again until the port is free, as after a crash.
        return text is null ? null
            : Environment.GetEnvironmentVariable("INVOCATION_ID") is { Length: > 0 } ? new HubAwayException(text, socket)
            : new UsageException(text);
    }
}
