using System.Net;
using System.Net.Sockets;

namespace Hub.Functions.Demo;

internal static class FreePort
{
    /// <summary>The address when its port is free, else the same host with a port that the system chooses.</summary>
    public static string Prefer(string address)
    {
        var uri = new Uri(address);
        try
        {
            using var probe = new TcpListener(IPAddress.Parse(uri.Host), uri.Port);
            probe.Start();
            return address;
        }
        catch (SocketException)
        {
            return $"http://{uri.Host}:0";
        }
    }
}
