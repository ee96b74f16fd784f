using System.Text;
using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

/// <summary>Finds the number of a property by its name in UTF-8, without making a string of it.</summary>
internal sealed class PropertyTable
{
    private readonly byte[][] _names;
    private readonly int[] _slots;

    public PropertyTable(IEnumerable<string> names)
    {
        _names = [.. names.Select(Encoding.UTF8.GetBytes)];
        _slots = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, _names.Length * 4))];
        for (var i = 0; i < _names.Length; i++)
        {
            var slot = Slot(_names[i]);
            while (_slots[slot] != 0)
            {
                slot = (slot + 1) & (_slots.Length - 1);
            }

            _slots[slot] = i + 1;
        }
    }

    /// <returns>The number of the property the reader stands on, or -1.</returns>
    public int Find(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Find(reader.ValueSpan);
        }

        return Find(Encoding.UTF8.GetBytes(reader.GetString()!));
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        for (var slot = Slot(name); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (name.SequenceEqual(_names[_slots[slot] - 1]))
            {
                return _slots[slot] - 1;
            }
        }

        return -1;
    }

    private int Slot(ReadOnlySpan<byte> name) =>
        name.IsEmpty ? 0 : ((name.Length * 31) + (name[0] * 7) + (name[^1] * 3) + name[name.Length / 2]) & (_slots.Length - 1);
}
