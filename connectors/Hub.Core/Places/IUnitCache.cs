namespace Hub.Core.Places;

/// <summary>Remembers units; told when another list of them was put in place.</summary>
public interface IUnitCache
{
    void Forget();
}
