using System.Globalization;
using System.Net;

namespace Hub.ProcessTests.Functions.Host;

/// <summary>The addresses that one process listens on, whatever others on this machine do.</summary>
internal static class ListeningSockets
{
    private const string Listening = "0A";

    public static IReadOnlyList<IPEndPoint> Of(int process)
    {
        var own = Directory.GetFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget ?? "").ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from table in (string[])["tcp", "tcp6"]
               from line in File.ReadLines($"/proc/{process}/net/{table}").Skip(1)
               let cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
               where cells[3] == Listening && own.Contains($"socket:[{cells[9]}]")
               select Address(cells[1]),
        ];
    }

    // The kernel writes each word of the address in the machine's own order: 0100007F:1F90.
    private static IPEndPoint Address(string text)
    {
        var parts = text.Split(':');
        var bytes = Enumerable.Range(0, parts[0].Length / 8)
            .SelectMany(word => BitConverter.GetBytes(uint.Parse(parts[0].AsSpan(word * 8, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
        return new IPEndPoint(new IPAddress(bytes.ToArray()), int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
