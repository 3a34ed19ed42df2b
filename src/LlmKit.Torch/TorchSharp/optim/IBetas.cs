namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>
        /// A group with the two decay rates of Adam, the first of which some schedules change along with the
        /// rate.
        /// </summary>
        public interface IBetas
        {
            (double, double) Betas { get; set; }
        }
    }
}
