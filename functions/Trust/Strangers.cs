using System.Net;
using System.Net.Sockets;

namespace Hub.Functions.Trust;

/// <summary>
/// Refusals of requests without a valid key or signature by the address they come from, and of a partner's own calls beyond his rate by his name. So many are told one by one; those beyond are counted and told
/// together, so that whoever knocks without end fills neither the audit, which is kept for ever, nor the memory.
/// </summary>
internal sealed class Strangers(double perSecond, int burst, TimeProvider clock)
{
    private const int MaxAddresses = 1000;
    private const int NetworkBytes = 8;

    // Takes together whoever finds the table full.
    private const string Others = "others";
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Door> _doors = new(StringComparer.Ordinal);

    /// <summary>What stands for an address in the table; of IPv6 the network, in which one machine has all addresses it wants.</summary>
    public static string NameOf(IPAddress? address) => address switch
    {
        null => "local",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } when !IPAddress.IsLoopback(address) =>
            new IPAddress([.. address.GetAddressBytes().Take(NetworkBytes), .. new byte[NetworkBytes]]) + "/64",
        _ => address.ToString(),
    };

    /// <returns>Null: to be told by itself; else it was counted, and for so long every further one will be.</returns>
    public TimeSpan? Take(string address)
    {
        lock (_gate)
        {
            var door = DoorOf(address);
            Fill(door);
            if (door.Tokens >= 1)
            {
                door.Tokens--;
                return null;
            }

            door.Counted++;
            return TimeSpan.FromSeconds((1 - door.Tokens) / perSecond);
        }
    }

    /// <summary>One that could not be told by itself.</summary>
    public void Count(string address)
    {
        lock (_gate)
        {
            DoorOf(address).Counted++;
        }
    }

    /// <summary>What was counted since the last call, by address; who has not come for long is forgotten.</summary>
    public IReadOnlyList<(string Address, long Count)> Collect()
    {
        lock (_gate)
        {
            var counted = new List<(string, long)>();
            foreach (var (address, door) in _doors)
            {
                Fill(door);
                if (door.Counted > 0)
                {
                    counted.Add((address, door.Counted));
                    door.Counted = 0;
                }
                else if (door.Tokens >= burst)
                {
                    _doors.Remove(address);
                }
            }

            return counted;
        }
    }

    private Door DoorOf(string address)
    {
        var name = _doors.Count < MaxAddresses || _doors.ContainsKey(address) ? address : Others;
        if (!_doors.TryGetValue(name, out var door))
        {
            _doors[name] = door = new Door { Tokens = burst, At = clock.GetTimestamp() };
        }

        return door;
    }

    private void Fill(Door door)
    {
        var now = clock.GetTimestamp();
        door.Tokens = Math.Min(burst, door.Tokens + (clock.GetElapsedTime(door.At, now).TotalSeconds * perSecond));
        door.At = now;
    }

    private sealed class Door
    {
        public double Tokens { get; set; }

        public long At { get; set; }

        public long Counted { get; set; }
    }
}
