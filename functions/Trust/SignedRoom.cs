namespace Hub.Functions.Trust;

/// <summary>
/// Room for calls whose proof is still to be checked: so many of one address and in all, since each holds a body that somebody unknown sends as slowly as he likes.
/// </summary>
internal sealed class SignedRoom
{
    public const int OfOneAddress = 8;
    public const int InAll = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _inside = new(StringComparer.Ordinal);
    private int _all;

    public bool TryEnter(string address)
    {
        lock (_gate)
        {
            var his = _inside.GetValueOrDefault(address);
            if (his >= OfOneAddress || _all >= InAll)
            {
                return false;
            }

            _inside[address] = his + 1;
            _all++;
            return true;
        }
    }

    public void Leave(string address)
    {
        lock (_gate)
        {
            _all--;
            if (--_inside[address] == 0)
            {
                _inside.Remove(address);
            }
        }
    }
}
