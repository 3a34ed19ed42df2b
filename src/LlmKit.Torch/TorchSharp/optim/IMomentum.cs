namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>A group with a momentum, which some schedules change along with the rate.</summary>
        public interface IMomentum
        {
            double Momentum { get; set; }
        }
    }
}
